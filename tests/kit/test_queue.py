"""What staff see of the queue, and how they mend it."""

from datetime import timedelta

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.utils import timezone

from polibat.jobs.queue import STUCK_SECONDS
from polibat.jobs.tasks import forget_limits

pytestmark = pytest.mark.django_db


def execute(sql, *values):
    """Change the queue as a worker or the time would."""
    with connection.cursor() as cursor:
        cursor.execute(sql, values or None)


def jobs_part(client):
    """What health says of jobs."""
    return client.get("/health/detailed").json()["parts"]["jobs"]


def test_health_tells_of_a_missing_worker_and_of_a_stuck_queue(client):
    assert jobs_part(client)["status"] == "noWorker"
    execute("INSERT INTO procrastinate_workers (last_heartbeat) VALUES (now())")
    forget_limits.defer(timestamp=0)
    assert jobs_part(client)["status"] == "ok"
    execute("UPDATE procrastinate_workers SET last_heartbeat = now() - interval '2 minutes'")
    assert jobs_part(client)["workers"] == 0
    late = timezone.now() - timedelta(seconds=STUCK_SECONDS + 60)
    forget_limits.configure(queueing_lock="late", schedule_at=late).defer(timestamp=0)
    answer = client.get("/health/detailed")
    assert (answer.status_code, answer.json()["status"]) == (200, "degraded")
    assert answer.json()["parts"]["jobs"]["status"] == "stuck"


def test_jobs_lists_failures_and_retries_one(client, capsys):
    job = forget_limits.defer(timestamp=0)
    for status in ("doing", "failed"):
        execute("UPDATE procrastinate_jobs SET status = %s WHERE id = %s", status, job)
    call_command("jobs")
    told = capsys.readouterr().out
    assert f"{job}\tpolibat.forget_limits" in told
    assert "실패 1" in told
    call_command("jobs", "retry", str(job))
    assert jobs_part(client)["waiting"] == 1
    for nothing in ([], [str(job)], ["999999"]):
        with pytest.raises(CommandError):
            call_command("jobs", "retry", *nothing)
