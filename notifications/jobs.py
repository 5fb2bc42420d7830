"""What notifications do in the background."""

from procrastinate.contrib.django import app

from notifications.models import Notification


@app.periodic(cron="27 4 * * *")
@app.task(name="notifications.forget_outdated", queue="tidy", queueing_lock="notifications.forget_outdated")
def forget_outdated(timestamp):
    """Delete what was read half a year ago."""
    Notification.objects.outdated().delete()
