"""How the queue of jobs stands: who works, what waits too long, what failed."""

import logging

from django.core.exceptions import ValidationError
from django.db import Error, IntegrityError, connection, transaction

from polibat.models.jobs import JobFailure
from polibat.web.error_fingerprint import error_fingerprint

logger = logging.getLogger(__name__)

ALIVE_SECONDS = 60
STUCK_SECONDS = 600
MOST_FAILED = 200
FAILED_KEPT_DAYS = 30

STANDING = """
SELECT (SELECT count(*) FROM procrastinate_workers WHERE last_heartbeat > now() - make_interval(secs => %s)),
    (SELECT count(*) FROM procrastinate_jobs WHERE status = 'todo'),
    (SELECT count(*) FROM procrastinate_jobs WHERE status = 'doing'),
    (SELECT count(*) FROM procrastinate_jobs WHERE status = 'failed'),
    (SELECT coalesce(max(extract(epoch FROM now() - coalesce(scheduled_at, queued_at))), 0)::int FROM (
        SELECT scheduled_at, (SELECT min(at) FROM procrastinate_events WHERE job_id = job.id) AS queued_at
        FROM procrastinate_jobs AS job
        WHERE status = 'todo' AND coalesce(scheduled_at, now()) <= now() ORDER BY id LIMIT 100) AS waiting)
"""
FAILED = """
SELECT job.id, job.task_name, job.queue_name, job.attempts, max(event.at) AS failed_at,
    coalesce(max(failure.kind), '') AS kind
FROM procrastinate_jobs AS job JOIN procrastinate_events AS event ON event.job_id = job.id
LEFT JOIN polibat_jobfailure AS failure ON failure.job_id = job.id
WHERE job.status = 'failed' GROUP BY job.id ORDER BY job.id DESC LIMIT %s
"""
RETRY = "UPDATE procrastinate_jobs SET status = 'todo', scheduled_at = NULL WHERE id = %s AND status = 'failed'"
FORGET = """
DELETE FROM procrastinate_jobs AS job WHERE status = 'failed' AND NOT EXISTS (
    SELECT FROM procrastinate_events WHERE job_id = job.id AND at > now() - make_interval(days => %s)
)
"""
FORGET_NOTES = "DELETE FROM polibat_jobfailure WHERE job_id NOT IN (SELECT id FROM procrastinate_jobs)"


def status():
    """Living workers, jobs by state, and how long (seconds) the oldest waits that could have been done."""
    with connection.cursor() as cursor:
        cursor.execute(STANDING, [ALIVE_SECONDS])
        row = cursor.fetchone()
    return dict(zip(("workers", "waiting", "doing", "failed", "oldest_seconds"), row, strict=True))


def is_stuck(now):
    """Whether jobs wait longer than a working worker lets them."""
    return now["oldest_seconds"] > STUCK_SECONDS


def failed_jobs():
    """The newest failures by name; never their arguments, which may be sealed words."""
    with connection.cursor() as cursor:
        cursor.execute(FAILED, [MOST_FAILED])
        names = [column.name for column in cursor.description]
        return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]


def retry_failed(job_id):
    """Bring a failed job back into the queue; False when there is none of this number.

    Raises ValidationError when the same work waits there already.
    """
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(RETRY, [job_id])
            return cursor.rowcount == 1
    except IntegrityError as error:
        raise ValidationError("같은 일을 할 작업이 이미 줄에 있습니다.", code="waits_already") from error


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


def forget_failures():
    """Delete jobs that failed so long ago that nobody mends them, and notes whose job is gone."""
    with connection.cursor() as cursor:
        cursor.execute(FORGET, [FAILED_KEPT_DAYS])
        cursor.execute(FORGET_NOTES)
