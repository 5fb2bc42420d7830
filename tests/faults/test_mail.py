"""Workers are killed and PostgreSQL restarts while 200 mails leave: every recipient has each once, by Message-ID."""

import signal
import subprocess
import sys
from collections import Counter

from dev.embedded.data_directory import PROJECT
from tests.faults.conftest import until
from tests.notifications.post import post_office

MAILS, KILLS, AT_ONCE = 200, 3, 4
QUEUE = f"""
import django
django.setup()
from polibat.mail import queue_mail
for number in range({MAILS}):
    queue_mail(to=f"n{{number}}@example.com", template="signup_code", context={{"code": "123456"}})
"""


class Workers:
    """A worker in a process of its own, whose mails go to `port`; none is left at the end."""

    def __init__(self, site, port):
        self.log = (site.log.parent / "worker.log").open("ab")
        self.environment = {
            **site.environment,
            "EMAIL_URL": f"smtp://127.0.0.1:{port}",
            "WORKER_SLOTS": f"mail={AT_ONCE}",
            "WORKER_STALLED": "3",
        }
        self.process = None

    def start(self):
        """Start one."""
        command = [sys.executable, "manage.py", "worker"]
        self.process = subprocess.Popen(command, cwd=PROJECT, env=self.environment, stdout=self.log, stderr=self.log)

    def kill(self):
        """End it without a word."""
        self.process.kill()
        self.process.wait()

    def are_there(self):
        """Start one anew when it ended, as a supervisor does."""
        if self.process.poll() is not None:
            self.start()
        return True

    def __enter__(self):
        return self

    def __exit__(self, *error):
        self.kill()
        self.log.close()


def accepted(site):
    """How many mails are known to be taken."""
    return site.rows("SELECT count(*)::int FROM notifications_delivery WHERE state = 'ACCEPTED'")[0][0]


def test_killed_workers_and_a_database_restart_leave_each_mail_once(site):
    environment = site.environment | {"DJANGO_SETTINGS_MODULE": "polibat.settings"}
    subprocess.run([sys.executable, "-c", QUEUE], cwd=PROJECT, env=environment, check=True, capture_output=True)
    with post_office() as box, Workers(site, box.port) as workers:
        box.slow = 0.01
        workers.start()
        for number in range(1, KILLS + 1):
            until(lambda number=number: len(box.mails) > number * 35)
            workers.kill()
            workers.start()
        until(lambda: len(box.mails) > 150)
        site.postgres.stop(signal.SIGINT)
        site.postgres.start()
        until(lambda: workers.are_there() and accepted(site) == MAILS)
        workers.process.terminate()
        assert workers.process.wait(30) == 0

    taken = Counter((address, mail["Message-ID"]) for address, mail in box.mails)
    assert len(taken) == MAILS
    assert len({address for address, _ in taken}) == MAILS
    # Twice comes only what a server took in the moment in which its sender died, and under the same name.
    assert sum(taken.values()) - MAILS <= (KILLS + 1) * AT_ONCE
    assert site.rows("SELECT count(*)::int FROM notifications_delivery WHERE sealed <> ''") == [(0,)]
