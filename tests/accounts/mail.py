"""Reading what was mailed: jobs are run for real, through Django's in-memory outbox."""

import re

from django.core import mail
from procrastinate.contrib.django import app

CODE = re.compile(r"\b(\d{6})\b")


def deliver():
    """Let a worker do everything that is queued; the mails sent by it."""
    before = len(mail.outbox)
    with app.replace_connector(app.connector.get_worker_connector()) as worker:
        worker.run_worker(wait=False, install_signal_handlers=False, listen_notify=False, delete_jobs="always")
    return mail.outbox[before:]


def mailed_code():
    """The code in the newest mail."""
    return CODE.search(deliver()[-1].body)[1]
