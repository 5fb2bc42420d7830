"""A job that fails in a real worker is there for staff: its error by kind, without what it was told to do."""

QUEUE = """
import os
import django
os.environ["DJANGO_SETTINGS_MODULE"] = "polibat.settings"
django.setup()
from procrastinate.contrib.django import app
for secret in ("who@example.com", "+82-10"):
    app.configure_task("moderation.raise_flag", queue="default").defer(kind=secret)
"""


def state_of(site, job):
    """Where a job stands in the queue."""
    return dict(site.rows("SELECT id, status::text FROM procrastinate_jobs"))[int(job)]


def test_a_failed_job_is_kept_with_the_kind_of_its_error_and_can_be_brought_back(site):
    site.run("-c", QUEUE)
    site.run("manage.py", "worker", "--once")
    asked = "SELECT failure.kind FROM polibat_jobfailure AS failure JOIN procrastinate_jobs AS job ON job.id = job_id"
    rows = site.rows(f"{asked} WHERE job.status = 'failed' AND job.task_name = 'moderation.raise_flag'")
    assert len(rows) == 2
    for (kind,) in rows:
        assert kind.startswith("TypeError · polibat/jobs/queue.py:")
    told = site.run("manage.py", "jobs")
    assert rows[0][0] in told
    assert "example.com" not in told
    job = next(line.split("\t")[0] for line in told.splitlines() if "moderation.raise_flag" in line)
    site.run("manage.py", "jobs", "retry", job)
    assert state_of(site, job) == "todo"
    site.run("manage.py", "worker", "--once")
    assert state_of(site, job) == "failed"
