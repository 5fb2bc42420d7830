"""How the queue of jobs stands: who works, what waits too long, what failed; read by the models of the queue."""

import logging
from dataclasses import dataclass
from datetime import timedelta

from django.core.exceptions import ValidationError
from django.db import Error, transaction
from django.db.models import Count, Min, Q
from django.utils import timezone
from procrastinate.contrib.django import app
from procrastinate.contrib.django.models import ProcrastinateJob, ProcrastinateWorker
from procrastinate.exceptions import ConnectorException, UniqueViolation
from procrastinate.manager import JobManager

from polibat.models.jobs import DEAD_AFTER, JobFailure, TroubledJob
from polibat.web.error_fingerprint import error_fingerprint

logger = logging.getLogger(__name__)

MOST_FAILED = 200
FAILED_KEPT = timedelta(days=30)
# Of a long queue the oldest are looked at: among them is the one that waits longest.
MOST_WAITING = 100


@dataclass(frozen=True)
class QueueStatus:
    """The queue at one moment: living workers, jobs by state, and how long the oldest waits that could be done."""

    workers: int
    waiting: int
    doing: int
    failed: int
    oldest_seconds: int
    is_stuck: bool


def status() -> QueueStatus:
    """Look at the queue."""
    now = timezone.now()
    due = TroubledJob.every.filter(Q(scheduled_at=None) | Q(scheduled_at__lte=now), status="todo")
    first = due.with_history().order_by("pk")[:MOST_WAITING]
    oldest = first.aggregate(at=Min("due_at"))["at"]
    return QueueStatus(
        workers=ProcrastinateWorker.objects.filter(last_heartbeat__gt=now - DEAD_AFTER).count(),
        **ProcrastinateJob.objects.aggregate(
            waiting=Count("pk", filter=Q(status="todo")),
            doing=Count("pk", filter=Q(status="doing")),
            failed=Count("pk", filter=Q(status="failed")),
        ),
        oldest_seconds=max(0, int((now - oldest).total_seconds())) if oldest else 0,
        is_stuck=TroubledJob.every.filter(Q(status="doing") | Q(pk__in=first.values("pk"))).stuck().exists(),
    )


def failed_jobs() -> list[TroubledJob]:
    """The newest failures; never their arguments, which may be sealed words."""
    return list(TroubledJob.every.failed().with_history().order_by("-pk")[:MOST_FAILED])


def retry_failed(job_id: int) -> bool:
    """Bring a failed job back into the queue; False when there is none of this number.

    Raises ValidationError when the same work waits there already.
    """
    if not TroubledJob.every.failed().filter(pk=job_id).exists():
        return False
    try:
        with transaction.atomic():
            app.job_manager.retry_job_by_id(job_id, retry_at=timezone.now())
    except UniqueViolation as error:
        raise ValidationError("같은 일을 할 작업이 이미 줄에 있습니다.", code="waits_already") from error
    except ConnectorException:
        # Brought back, or deleted, by somebody else meanwhile.
        return False
    return True


def note_failure(call_next, context, worker):
    """Keep why a job failed, by the kind of its error alone: a middleware of the worker."""
    try:
        return call_next()
    except Exception as failure:
        values = {"kind": error_fingerprint(failure), "task_name": context.job.task_name}
        try:
            JobFailure.objects.update_or_create(job_id=context.job.id, defaults=values)
        except Error:
            logger.warning("failure of a job not noted", extra={"job": context.job.id})
        raise


async def forget_failures(manager: JobManager) -> None:
    """Delete jobs that failed so long ago that nobody mends them, and notes whose job is gone."""
    await manager.delete_old_jobs(nb_hours=FAILED_KEPT // timedelta(hours=1), include_failed=True)
    await JobFailure.objects.exclude(job_id__in=ProcrastinateJob.objects.values("pk")).adelete()
