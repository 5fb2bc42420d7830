"""Jobs that need somebody: those that failed, and those that nobody does."""

from datetime import timedelta

from django.db import models
from django.db.models import OuterRef, Q, Subquery
from django.utils import timezone
from procrastinate.contrib.django.models import ProcrastinateEvent, ProcrastinateJob

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


class TroubledJobs(models.Manager):
    """Jobs with what is known of them."""

    def get_queryset(self):
        """Those that failed, wait too long, or were left by a worker that is gone."""
        events = ProcrastinateEvent.objects.filter(job=OuterRef("pk")).order_by("id").values("at")
        now = timezone.now()
        late, dead = now - STUCK_AFTER, now - DEAD_AFTER
        jobs = super().get_queryset().defer("args")
        jobs = jobs.annotate(
            queued_at=Subquery(events[:1]),
            changed_at=Subquery(events.reverse()[:1]),
            kind=Subquery(JobFailure.objects.filter(pk=OuterRef("pk")).values("kind")),
        )
        waits = Q(status="todo") & (Q(scheduled_at__lte=late) | Q(scheduled_at=None, queued_at__lte=late))
        is_left = Q(status="doing") & (Q(worker=None) | Q(worker__last_heartbeat__lt=dead))
        return jobs.filter(Q(status="failed") | waits | is_left)


class TroubledJob(ProcrastinateJob):
    """A job as staff see it: by its name, without what it was told to do (sealed words, ids)."""

    objects = TroubledJobs()

    class Meta:
        proxy = True
        # The table is the queue's: nothing here may make, change or empty it.
        managed = False
        verbose_name = verbose_name_plural = "문제가 있는 작업"

    def __str__(self):
        return f"{self.task_name} {self.pk}"
