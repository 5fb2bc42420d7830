"""Jobs that need somebody: those that failed, and those that nobody does."""

from datetime import datetime, timedelta

from django.db import models
from django.db.models import OuterRef, Q, Subquery
from django.db.models.functions import Coalesce
from django.utils import timezone
from procrastinate.contrib.django.models import ProcrastinateEvent, ProcrastinateJob, ProcrastinateReadOnlyManager

from polibat.managers import manager

# A working worker lets no job wait so long, and says more often than this that it lives.
STUCK_AFTER = timedelta(minutes=10)
DEAD_AFTER = timedelta(minutes=1)


class JobFailure(models.Model):
    """Why a job failed the last time: the kind of the error, never its words."""

    job_id = models.BigIntegerField("작업", primary_key=True)
    task_name = models.CharField("이름", max_length=128)
    kind = models.CharField("오류", max_length=200)

    class Meta:
        verbose_name = verbose_name_plural = "작업 오류"

    def __str__(self):
        return f"{self.task_name}: {self.kind}"


class JobQuerySet(models.QuerySet["TroubledJob"]):
    """Jobs by what became of them; what they were told to do is never read."""

    def with_history(self) -> "JobQuerySet":
        """Jobs with when they were queued, last changed and should have begun, and why they failed."""
        events = ProcrastinateEvent.objects.filter(job=OuterRef("pk")).order_by("id").values("at")
        return self.defer("args").annotate(
            queued_at=Subquery(events[:1]),
            changed_at=Subquery(events.reverse()[:1]),
            due_at=Coalesce("scheduled_at", "queued_at"),
            kind=Subquery(JobFailure.objects.filter(pk=OuterRef("pk")).values("kind")),
        )

    def failed(self) -> "JobQuerySet":
        """Jobs that nobody tries again by themselves."""
        return self.filter(status="failed")

    def stuck(self) -> "JobQuerySet":
        """Jobs that wait longer than a working worker lets them, or were left by one that is gone."""
        return self.with_history().filter(_is_stuck())

    def troubled(self) -> "JobQuerySet":
        """Jobs that failed or are stuck."""
        return self.with_history().filter(Q(status="failed") | _is_stuck())


def _is_stuck() -> Q:
    """The one rule of what a stuck job is, over `with_history`."""
    now = timezone.now()
    waits = Q(status="todo", due_at__lte=now - STUCK_AFTER)
    is_left = Q(status="doing") & (Q(worker=None) | Q(worker__last_heartbeat__lt=now - DEAD_AFTER))
    return waits | is_left


class TroubledJobs(ProcrastinateReadOnlyManager.from_queryset(JobQuerySet)):
    """The jobs that need somebody."""

    def get_queryset(self) -> JobQuerySet:
        """Those that failed or are stuck."""
        return JobQuerySet(self.model, using=self._db).troubled()


class TroubledJob(ProcrastinateJob):
    """A job as staff see it: by its name, without what it was told to do (sealed words, ids)."""

    objects = TroubledJobs()
    every: JobQuerySet = manager(JobQuerySet, ProcrastinateReadOnlyManager)
    # What `with_history` adds.
    changed_at: datetime
    kind: str | None

    class Meta:
        proxy = True
        # The table is the queue's: nothing here may make, change or empty it.
        managed = False
        verbose_name = verbose_name_plural = "문제가 있는 작업"

    def __str__(self):
        return f"{self.task_name} {self.pk}"
