"""What the kit does in the background."""

from django.utils import timezone
from procrastinate.contrib.django import app

from polibat.models import LimitWindow, RepeatableRequest


@app.periodic(cron="37 * * * *")
@app.task(name="polibat.forget_limits", queue="tidy", queueing_lock="polibat.forget_limits")
def forget_limits(timestamp):
    """Delete the windows of limits that are over: their keys may hold network addresses."""
    LimitWindow.objects.expired(timezone.now()).delete()


@app.periodic(cron="42 * * * *")
@app.task(name="polibat.forget_repeats", queue="tidy", queueing_lock="polibat.forget_repeats")
def forget_repeats(timestamp):
    """Delete what creations under an Idempotency-Key answered, a day later."""
    RepeatableRequest.objects.filter(created_at__lt=timezone.now() - RepeatableRequest.KEPT).delete()
