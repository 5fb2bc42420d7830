"""What staff see of the queue, and how they mend it."""

from datetime import timedelta

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.utils import timezone
from procrastinate.contrib.django.exceptions import ReadOnlyModel

from notifications.jobs import tell_stuck_queue
from polibat.jobs.tasks import forget_limits
from polibat.models import TroubledJob
from polibat.models.jobs import STUCK_AFTER

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
    late = timezone.now() - STUCK_AFTER - timedelta(minutes=1)
    forget_limits.configure(queueing_lock="late", schedule_at=late).defer(timestamp=0)
    answer = client.get("/health/detailed")
    assert (answer.status_code, answer.json()["status"]) == (200, "degraded")
    assert answer.json()["parts"]["jobs"]["status"] == "stuck"


def wait_too_long():
    """A job that nobody began."""
    late = timezone.now() - STUCK_AFTER - timedelta(minutes=1)
    return forget_limits.configure(schedule_at=late).defer(timestamp=0)


def be_left_by_its_worker():
    """A job whose worker is gone."""
    job = forget_limits.defer(timestamp=0)
    execute("UPDATE procrastinate_jobs SET status = 'doing' WHERE id = %s", job)
    return job


@pytest.mark.parametrize("get_stuck", [wait_too_long, be_left_by_its_worker])
def test_one_rule_tells_everybody_what_a_stuck_job_is(client, get_stuck, settings):
    settings.TEAMS_WEBHOOK_URL = "http://127.0.0.1:1/"
    fine = forget_limits.configure(queueing_lock="fine").defer(timestamp=0)
    tell_stuck_queue(0)
    assert jobs_part(client)["status"] == "noWorker"
    assert not TroubledJob.objects.exists()
    stuck = get_stuck()
    assert jobs_part(client)["status"] == "stuck"
    assert [job.pk for job in TroubledJob.objects.all()] == [stuck] != [fine]
    cards = TroubledJob.every.filter(task_name="notifications.send_card")
    assert not cards.exists()
    tell_stuck_queue(0)
    assert cards.count() == 1


def test_nobody_changes_the_queue_past_procrastinate():
    wait_too_long()
    for change in (TroubledJob.objects.delete, TroubledJob.every.update, TroubledJob.every.get().delete):
        with pytest.raises(ReadOnlyModel):
            change()


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
