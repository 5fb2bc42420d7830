"""What notifications do in the background: mails leave, wait, gather."""

from contextlib import suppress
from datetime import timedelta

from django.utils import timezone
from procrastinate import RetryStrategy
from procrastinate.contrib.django import app
from procrastinate.exceptions import AlreadyEnqueued
from redis.exceptions import RedisError

from notifications.models import Notification
from notifications.models.delivery import Delivery
from notifications.models.staff_channel_event import StaffChannelEvent
from notifications.services import digests, error_reports, mail_sender, teams, tell_staff_channel
from notifications.services.outbox import priority_of
from polibat.jobs import queue

AT_ONCE = 500
LOOKED_AFTER = timedelta(seconds=5)
KEPT = timedelta(days=180)
A_WHILE = 600


@app.task(name="notifications.send_delivery", queue="mail")
def send_delivery(key):
    """Try to deliver one mail; tried again by a job of its own when the server was away."""
    again = mail_sender.attempt(key)
    if again:
        kind = Delivery.objects.filter(key=key).values_list("kind", flat=True).first()
        _send_again(key, kind, again)


def _send_again(key, kind, moment):
    told = {"queueing_lock": f"delivery:{key}", "schedule_at": moment, "priority": priority_of(kind)}
    with suppress(AlreadyEnqueued):
        send_delivery.configure(**told).defer(key=str(key))


@app.periodic(cron="* * * * * */10")
@app.task(name="notifications.look_after_mail", queueing_lock="notifications.look_after_mail")
def look_after_mail(timestamp):
    """Send what is due and has lost its job, because a worker was killed or the queue was emptied."""
    overdue = timezone.now() - LOOKED_AFTER
    for key, kind in Delivery.objects.due(overdue).order_by("next_at").values_list("key", "kind")[:AT_ONCE]:
        _send_again(key, kind, timezone.now())


@app.periodic(cron="* * * * * */10")
@app.task(name="notifications.mail_notifications", queueing_lock="notifications.mail_notifications")
def mail_notifications(timestamp):
    """Make mails of the notifications whose members want them at once."""
    while digests.queue_mails():
        pass


# 08:00 to 23:00 in Seoul: a worker that was away at eight makes up for it.
@app.periodic(cron="0 23,0-14 * * *")
@app.task(name="notifications.send_digests", queue="mail", queueing_lock="notifications.send_digests")
def send_digests(timestamp):
    """Gather what was kept for the mail of the day; one a member and day, however often this runs."""
    digests.queue_digests()


@app.periodic(cron="12 1-11 * * *")
@app.task(name="notifications.announce_policies", queue="mail", queueing_lock="notifications.announce_policies")
def announce_policies(timestamp):
    """Tell members by mail of policies that will take effect; each member once a version."""
    digests.announce_policies()


@app.periodic(cron="27 4 * * *")
@app.task(name="notifications.forget_outdated", queue="tidy", queueing_lock="notifications.forget_outdated")
def forget_outdated(timestamp):
    """Delete what was read half a year ago, and mails and cards that ended so long ago."""
    Notification.objects.outdated().delete()
    StaffChannelEvent.objects.filter(created_at__lt=timezone.now() - KEPT).delete()
    Delivery.objects.outdated(timezone.now() - KEPT).delete()


@app.task(name="notifications.send_card", queue="teams", retry=RetryStrategy(max_attempts=8, exponential_wait=4))
def send_card(message):
    """Hand a card to the staff channel."""
    teams.post_card(message)


@app.periodic(cron="*/5 * * * *")
@app.task(name="notifications.tell_stuck_queue", queueing_lock="notifications.tell_stuck_queue")
def tell_stuck_queue(timestamp):
    """Tell of jobs that wait too long, once in ten minutes."""
    now = queue.status()
    if now.is_stuck:
        facts = [("대기", now.waiting), ("실패", now.failed), ("처리기", now.workers)]
        event = f"stuck:{int(timezone.now().timestamp()) // A_WHILE}"
        tell_staff_channel("작업이 밀려 있습니다", facts=facts, event=event)


@app.periodic(cron="* * * * *")
@app.task(name="notifications.report_errors", queueing_lock="notifications.report_errors")
def report_errors(timestamp):
    """Tell staff of system errors, a kind once in ten minutes; what Redis knows waits until it is back."""
    with suppress(RedisError):
        error_reports.report_errors()
