"""Failed and stuck jobs in the back office: seen by staff, brought back by admins, never what they were told to do."""

import pytest
from django.contrib.admin.models import LogEntry
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.management import CommandError, call_command
from django.db import connection
from procrastinate.contrib.django.models import ProcrastinateJob

from notifications.admin.jobs import retry_job
from polibat.jobs.tasks import forget_limits
from polibat.models import JobFailure, TroubledJob

pytestmark = pytest.mark.django_db
PAGE = "/admin/polibat/troubledjob/"
SECRET = "who@example.com"


def execute(sql, *values):
    with connection.cursor() as cursor:
        cursor.execute(sql, values or None)


def failed_job(lock="failed"):
    """A job that failed, with its error on record."""
    job = forget_limits.configure(queueing_lock=lock).defer(timestamp=SECRET)
    for status in ("doing", "failed"):
        execute("UPDATE procrastinate_jobs SET status = %s WHERE id = %s", status, job)
    JobFailure.objects.create(job_id=job, task_name=forget_limits.name, kind="RuntimeError · boards/views.py:1 show")
    return job


def stuck_jobs():
    """One that waits since yesterday, and one whose worker is gone."""
    waits, left = (forget_limits.configure(queueing_lock=lock).defer(timestamp=0) for lock in "ab")
    execute("UPDATE procrastinate_events SET at = at - interval '1 day' WHERE job_id = %s", waits)
    execute("UPDATE procrastinate_jobs SET status = 'doing' WHERE id = %s", left)
    return waits, left


def post_action(client, job, **values):
    sent = {"action": "retry", "_selected_action": [job], "apply": "1", "reason": "서버를 고쳤습니다"}
    return client.post(PAGE, sent | values, follow=True)


def test_staff_see_what_failed_and_what_stands_still(client_of, moderator, django_assert_max_num_queries):
    client = client_of(moderator)
    assert "실패하거나 멈춘 작업" not in client.get("/admin/").text
    healthy = forget_limits.configure(queueing_lock="healthy").defer(timestamp=0)
    failed, stuck = failed_job(), stuck_jobs()
    for number in range(8):
        failed_job(f"failed-{number}")
    assert "실패하거나 멈춘 작업" in client.get("/admin/").text
    with django_assert_max_num_queries(12):
        page = client.get(PAGE)
    assert SECRET not in page.text
    assert "RuntimeError · boards/views.py:1 show" in page.text
    shown = {job.pk for job in page.context["cl"].result_list}
    assert {failed, *stuck} < shown
    assert healthy not in shown
    assert {job.pk for job in client.get(f"{PAGE}?standing=stuck").context["cl"].result_list} == set(stuck)
    # Nobody opens one: its page would show what it was told to do.
    assert client.get(f"{PAGE}{failed}/change/").status_code == 403


def test_an_admin_brings_a_failed_job_back_on_record(client_of, moderator, admin_member):
    job = failed_job()
    refused = post_action(client_of(moderator), job)
    assert ProcrastinateJob.objects.get(pk=job).status == "failed"
    assert "다시 줄에 세우기" not in refused.text
    with pytest.raises(PermissionDenied):
        retry_job(TroubledJob.objects.get(pk=job), by=moderator, reason="고침")
    without_reason = post_action(client_of(admin_member), job, reason="")
    assert "사유를 입력해 주세요." in without_reason.text
    post_action(client_of(admin_member), job)
    assert ProcrastinateJob.objects.get(pk=job).status == "todo"
    entry = LogEntry.objects.get()
    assert (entry.user, entry.object_repr) == (admin_member, f"polibat.forget_limits {job}")
    assert "서버를 고쳤습니다" in entry.get_change_message()
    assert SECRET not in str(vars(entry))


def test_what_waits_already_or_did_not_fail_is_refused_in_words(client_of, admin_member):
    job = failed_job("same")
    forget_limits.configure(queueing_lock="same").defer(timestamp=0)
    client = client_of(admin_member)
    assert "이미 줄에 있습니다" in post_action(client, job).text
    with pytest.raises(CommandError, match="이미 줄에 있습니다"):
        call_command("jobs", "retry", str(job))
    waits, _ = stuck_jobs()
    assert "실패한 작업만" in post_action(client, waits).text
    with pytest.raises(ValidationError):
        retry_job(TroubledJob.objects.get(pk=waits), by=admin_member, reason="고침")
    assert not LogEntry.objects.exists()
