"""The language model and the mail server answer nothing: votes are counted, and a code leaves behind neither."""

import os
import signal
import socket

import psycopg

from polibat.jobs.lanes import LANES
from tests.faults.conftest import until
from tests.faults.test_mail import Workers
from tests.notifications.post import post_office

# More than there are slots; of mails as many, because five that fail in a row have the server left alone.
POSTS, MAILS = 4, 2
SET_UP = """
import os
import django
os.environ["DJANGO_SETTINGS_MODULE"] = "polibat.settings"
django.setup()
from tests import factories
"""
HANG = f"""{SET_UP}
from polibat.mail import queue_mail
author = factories.MemberFactory(nickname="기다리는사람", email="waits@example.com")
for number in range({POSTS}):
    factories.post(author, title=f"긴 글 {{number}}", body="<p>" + "버스가 늦게 옵니다. " * 50 + "</p>")
for number in range({MAILS}):
    queue_mail(to=f"n{{number}}@example.com", template="welcome", context={{}})
"""
VOTE = f"""{SET_UP}
from polls.services import cast_ballot
poll = factories.poll(factories.staff_member(nickname="묻는운영자", email="asks@example.com"))
voter = factories.MemberFactory(nickname="뽑는사람", email="votes@example.com")
cast_ballot(poll, options=[poll.options.first().pk], by=voter)
"""
CODE = f"""{SET_UP}
from polibat.mail import queue_mail
queue_mail(to="who@example.com", template="signup_code", context={{"code": "123456"}})
"""
DOING = "SELECT count(*)::int FROM procrastinate_jobs WHERE status = 'doing' AND queue_name IN ({})"


def doing(site, lane):
    """How many jobs of a lane somebody is at."""
    return site.rows(DOING.format(", ".join(f"'{queue}'" for queue in LANES[lane].queues)))[0][0]


def forget(site):
    """Leave nothing for the tests behind this one."""
    with psycopg.connect(site.postgres.server.url) as connection:
        connection.execute("DELETE FROM procrastinate_jobs")
        connection.execute("DELETE FROM notifications_delivery")


def test_nobody_waits_behind_what_hangs(site):
    site.run("-c", HANG)
    with socket.create_server(("127.0.0.1", 0)) as silent, post_office() as box, Workers(site, box.port) as workers:
        box.gate.clear()
        port = silent.getsockname()[1]
        workers.environment |= {"OPENAI_API_KEY": "no", "OPENAI_BASE_URL": f"http://127.0.0.1:{port}/v1"}
        # A worker says every ten seconds that it lives.
        workers.environment |= {"AI_TIMEOUT": "600", "WORKER_SLOTS": "mail=2,ai=2", "WORKER_STALLED": "60"}
        workers.start()
        until(lambda: (doing(site, "ai"), doing(site, "mail")) == (2, 2))
        site.run("-c", VOTE)
        until(lambda: site.rows("SELECT count(*)::int FROM polls_uncountedballot") == [(0,)])
        assert site.rows("SELECT sum(votes)::int FROM polls_polloption") == [(1,)]
        assert box.mails == []
        box.gate.set()
        site.run("-c", CODE)
        until(lambda: "who@example.com" in [address for address, _ in box.mails])
        # Nothing has come of the model meanwhile.
        assert doing(site, "ai") == 2
    forget(site)


def test_a_worker_without_its_database_ends_with_a_fault(site):
    with post_office() as box, Workers(site, box.port) as workers:
        workers.start()
        until(lambda: site.rows("SELECT count(*)::int FROM procrastinate_workers")[0][0] >= 5)
        site.postgres.stop(signal.SIGINT)
        site.postgres.start()
        # A supervisor that starts again only what failed does so.
        assert workers.process.wait(60) == os.EX_OK + 1
    forget(site)
