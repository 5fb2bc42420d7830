"""The worker's side of the kit."""

from datetime import timedelta

from django.utils import timezone
from procrastinate.contrib.django import app

from polibat.jobs import forget_limits
from polibat.models import LimitWindow


def test_worker_knows_the_jobs_of_every_app():
    assert {
        "accounts.end_suspensions",
        "boards.flush_views",
        "notifications.forget_outdated",
        "notifications.look_after_mail",
        "notifications.send_delivery",
        "polibat.forget_limits",
    } <= set(app.tasks)


def test_forget_limits_keeps_windows_that_are_open(db):
    now = timezone.now()
    LimitWindow.objects.create(key="login-ip:192.0.2.1", count=1, ends_at=now - timedelta(seconds=1))
    LimitWindow.objects.create(key="login-ip:192.0.2.2", count=1, ends_at=now + timedelta(minutes=5))
    forget_limits(0)
    assert [window.key for window in LimitWindow.objects.all()] == ["login-ip:192.0.2.2"]
