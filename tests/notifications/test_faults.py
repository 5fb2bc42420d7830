"""Errors in the staff channel: one card a kind and window, nothing personal, and nobody suffers."""

import json
import logging
import os
import subprocess
import sys

import pytest
from django.db import connection
from django.test import Client
from django_redis import get_redis_connection
from procrastinate.contrib.django.models import ProcrastinateJob
from redis.exceptions import ConnectionError as RedisGone

from dev.embedded.data_directory import PROJECT
from notifications.jobs import report_errors, send_card
from notifications.models.staff_channel_event import StaffChannelEvent
from notifications.services import error_reports
from notifications.services.teams import TeamsRefused
from tests.accounts.mail import deliver
from tests.boards.test_concurrency import at_once
from tests.faults.urls import failing
from tests.notifications.test_teams import facts_of

FAIL = """
import logging
import django
django.setup()
from tests.faults.urls import failing
for number in range(5):
    try:
        failing(RuntimeError("who@example.com"))(None)
    except RuntimeError:
        logging.getLogger("django.request").exception("failed for who@example.com")
"""
logger = logging.getLogger("django.request")


@pytest.fixture(autouse=True)
def nothing_waits(settings):
    """No errors from the test before, in Redis or in this process."""
    error_reports.alone = error_reports._Alone()
    redis = get_redis_connection("limits")
    if found := redis.keys(f"{error_reports.PREFIX}:*"):
        redis.delete(*found)


def fail(error=None, said="failed"):
    """Log an error as Django does for a request that failed."""
    try:
        failing(error or RuntimeError("who@example.com"))(None)
    except Exception:
        logger.exception(said)


def window_ends():
    """Ten minutes pass for Redis."""
    redis = get_redis_connection("limits")
    redis.delete(*redis.keys(f"{error_reports.PREFIX}:told:*"))


@pytest.mark.urls("tests.faults.urls")
@pytest.mark.django_db(transaction=True)
@pytest.mark.concurrency
def test_errors_of_many_processes_are_one_card_a_window_with_their_count(teams, settings):
    # What other tests left in the queue is about rows that are gone.
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM procrastinate_jobs")
    environment = os.environ | {
        "DJANGO_SETTINGS_MODULE": "polibat.settings",
        "REDIS_URL": settings.REDIS_URL,
        "CACHE_PREFIX": settings.CACHE_PREFIX,
        "TEAMS_WEBHOOK_URL": settings.TEAMS_WEBHOOK_URL,
    }
    command = [sys.executable, "-c", FAIL]
    others = [subprocess.Popen(command, cwd=PROJECT, env=environment, stdout=-3, stderr=-3) for _ in range(2)]
    browser = Client(raise_request_exception=False)
    assert browser.get("/fail/500/?q=who@example.com").status_code == 500
    at_once(*[fail] * 10)
    assert [other.wait(120) for other in others] == [0, 0]
    at_once(*[lambda: report_errors(0)] * 4)
    deliver()
    (message,) = teams.cards
    assert facts_of(message)["종류"].startswith("RuntimeError · tests/faults/urls.py:")
    assert facts_of(message)["횟수"] == "21회"
    assert "example.com" not in json.dumps(message)
    # Within the window it is silent; afterwards it says how many more.
    fail()
    fail()
    report_errors(0)
    deliver()
    assert len(teams.cards) == 1
    window_ends()
    report_errors(0)
    report_errors(0)
    deliver()
    assert facts_of(teams.cards[1])["지난 알림 뒤"] == "2회 더"
    assert len(teams.cards) == 2


@pytest.mark.django_db
def test_a_worker_that_died_over_telling_tells_once(teams, monkeypatch):
    fail()
    with monkeypatch.context() as patch:
        patch.setattr(error_reports, "DROP", "return redis.error_reply('killed')")
        with pytest.raises(Exception, match="killed"):
            error_reports.report_errors()
    report_errors(0)
    deliver()
    assert len(teams.cards) == 1


@pytest.mark.django_db
def test_without_redis_a_kind_is_told_once_a_window_and_nothing_breaks(teams, monkeypatch):
    asked = []

    def gone(name):
        asked.append(name)
        raise RedisGone

    monkeypatch.setattr(error_reports, "get_redis_connection", gone)
    for _process in range(3):
        error_reports.alone = error_reports._Alone()  # as a process of its own
        for _ in range(20):
            fail()
    # Each left Redis alone after the first time.
    assert len(asked) == 3
    report_errors(0)
    deliver()
    assert len(teams.cards) == 1


@pytest.mark.django_db
def test_nothing_is_counted_without_a_webhook_or_of_what_strangers_provoke(teams, settings):
    logging.getLogger("django.security.DisallowedHost").error("no")
    fail(TeamsRefused("HTTP 500"))
    settings.TEAMS_WEBHOOK_URL = ""
    fail()
    settings.TEAMS_WEBHOOK_URL = "http://127.0.0.1:1/"
    assert error_reports.report_errors() == 0
    assert not StaffChannelEvent.objects.exists()
    assert not ProcrastinateJob.objects.filter(task_name=send_card.name).exists()


@pytest.mark.django_db
def test_the_handler_never_raises_nor_hears_itself(teams, monkeypatch):
    def broken(kind):
        logger.error("counting failed")
        raise ValueError(kind)

    monkeypatch.setattr(error_reports, "count_error", broken)
    fail()


@pytest.mark.django_db
def test_kinds_are_few_and_jobs_are_named(teams):
    for number in range(60):
        fail(type(f"Error{number}", (Exception,), {})())
    extra = {"job": {"task_name": "boards.flush_views", "task_kwargs": {"to": "who@example.com"}}}
    kind = error_reports._kind_of(logging.makeLogRecord({"name": "procrastinate.worker", **extra}))
    assert kind == "procrastinate.worker · 작업 boards.flush_views"
    assert error_reports.report_errors() == error_reports.MOST_KINDS + 1
    deliver()
    assert sum(facts_of(card)["종류"] == error_reports.OTHERS for card in teams.cards) == 1
