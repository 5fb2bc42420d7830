"""How the queue of jobs stands: who works, what waits too long, what failed."""

from django.db import connection

ALIVE_SECONDS = 60
STUCK_SECONDS = 600
MOST_FAILED = 200

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
SELECT job.id, job.task_name, job.queue_name, job.attempts, max(event.at) AS failed_at
FROM procrastinate_jobs AS job JOIN procrastinate_events AS event ON event.job_id = job.id
WHERE job.status = 'failed' GROUP BY job.id ORDER BY job.id DESC LIMIT %s
"""
RETRY = "UPDATE procrastinate_jobs SET status = 'todo', scheduled_at = NULL WHERE id = %s AND status = 'failed'"


def standing():
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
    """Bring a failed job back into the queue; False when there is none of this number."""
    with connection.cursor() as cursor:
        cursor.execute(RETRY, [job_id])
        return cursor.rowcount == 1
