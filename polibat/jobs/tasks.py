"""What the kit does in the background."""

import logging

from django.conf import settings
from django.utils import timezone
from procrastinate.contrib.django import app
from procrastinate.exceptions import ConnectorException, UniqueViolation
from procrastinate.jobs import Status

from polibat.files.strays import remove_strays
from polibat.jobs import queue
from polibat.models import LimitWindow, RepeatableRequest

logger = logging.getLogger(__name__)


@app.periodic(cron="37 * * * *")
@app.task(name="polibat.forget_limits", queueing_lock="polibat.forget_limits")
def forget_limits(timestamp):
    """Delete the windows of limits that are over: their keys may hold network addresses."""
    LimitWindow.objects.expired(timezone.now()).delete()


@app.periodic(cron="42 * * * *")
@app.task(name="polibat.forget_repeats", queueing_lock="polibat.forget_repeats")
def forget_repeats(timestamp):
    """Delete what creations under an Idempotency-Key answered, a day later."""
    RepeatableRequest.objects.filter(created_at__lt=timezone.now() - RepeatableRequest.KEPT).delete()


@app.periodic(cron="22 3 * * *")
@app.task(name="polibat.forget_failures", queueing_lock="polibat.forget_failures", pass_context=True)
async def forget_failures(context, timestamp):
    """Delete jobs that failed a month ago, and notes of failures whose job is gone."""
    await queue.forget_failures(context.app.job_manager)


@app.periodic(cron="47 3 * * *")
@app.task(name="polibat.remove_strays", queue="tidy", queueing_lock="polibat.remove_strays")
def remove_stray_files(timestamp):
    """Delete files that have had no row for a day; while the storage is away, tomorrow."""
    remove_strays()


@app.periodic(cron="* * * * * */15")
@app.task(
    name="polibat.rescue_jobs",
    queueing_lock="polibat.rescue_jobs",
    lock="polibat.rescue_jobs",
    pass_context=True,
)
async def rescue_jobs(context, timestamp):
    """Bring back what a worker was doing that is gone: killed, or cut off from PostgreSQL. Every job may run twice."""
    manager = context.app.job_manager
    await manager.prune_stalled_workers(settings.WORKER_STALLED)
    for job in await manager.get_stalled_jobs(seconds_since_heartbeat=settings.WORKER_STALLED):
        try:
            await manager.retry_job(job)
        except UniqueViolation:
            # The next one of its kind waits already and does what this one would have done.
            await manager.finish_job_by_id_async(job.id, status=Status.FAILED, delete_job=True)
        except ConnectorException:
            continue  # Brought back already by another one who looked.
        logger.warning("job rescued", extra={"job": job.id, "task_name": job.task_name})
