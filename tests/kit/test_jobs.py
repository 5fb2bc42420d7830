"""The worker's side of the kit."""

from datetime import timedelta

from django.utils import timezone
from procrastinate.contrib.django import app

from polibat.jobs.tasks import forget_limits, forget_repeats
from polibat.models import LimitWindow, RepeatableRequest


def test_worker_knows_the_jobs_of_every_app():
    assert {
        "accounts.end_suspensions",
        "boards.flush_views",
        "insights.close_days",
        "insights.flush_visits",
        "notifications.forget_outdated",
        "notifications.look_after_mail",
        "notifications.send_delivery",
        "polibat.forget_limits",
        "polibat.forget_repeats",
    } <= set(app.tasks)


def test_forget_limits_keeps_windows_that_are_open(db):
    now = timezone.now()
    LimitWindow.objects.create(key="login-ip:192.0.2.1", count=1, ends_at=now - timedelta(seconds=1))
    LimitWindow.objects.create(key="login-ip:192.0.2.2", count=1, ends_at=now + timedelta(minutes=5))
    forget_limits(0)
    assert [window.key for window in LimitWindow.objects.all()] == ["login-ip:192.0.2.2"]


def test_forget_repeats_keeps_answers_for_a_day(db):
    now = timezone.now()
    for key, age in (("key-of-yesterday", timedelta(hours=24, seconds=5)), ("key-of-today", timedelta(hours=23))):
        RepeatableRequest.objects.create(asker="1", key=key, digest=b"x", created_at=now - age)
    forget_repeats(0)
    assert [kept.key for kept in RepeatableRequest.objects.all()] == ["key-of-today"]
