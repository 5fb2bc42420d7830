"""Reading what was mailed: every queued job is done for real, through Django's in-memory outbox."""

import re
from types import SimpleNamespace

from django.core import mail
from django.db import connection
from procrastinate.contrib.django import app
from procrastinate.contrib.django.models import ProcrastinateJob

CODE = re.compile(r"\b(\d{6})\b")


def deliver():
    """Do everything that is queued, as a worker would but on this test's connection; the mails sent by it."""
    before = len(mail.outbox)
    for job in ProcrastinateJob.objects.filter(status="todo").order_by("pk"):
        task = app.tasks[job.task_name]
        context = [SimpleNamespace(app=app, job=job)] if task.pass_context else []
        task(*context, **job.args)
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM procrastinate_jobs")
    return mail.outbox[before:]


def mailed_code():
    """The code in the newest mail."""
    return CODE.search(deliver()[-1].body)[1]
