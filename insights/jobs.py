"""What the worker does for figures and lists: counting days, making large files, deleting them a day later."""

from datetime import timedelta

from django.utils import timezone
from procrastinate.contrib.django import app
from redis.exceptions import RedisError

from accounts.models import Member
from boards.models import Comment, Post
from insights.models import Visit
from insights.services.daily_statistics import VISITS_KEPT, close_days, closed_day
from insights.services.visits import flush_visits
from notifications.services import tell_staff_channel

HOUR = 9


@app.periodic(cron="* * * * * */10")
@app.task(name="insights.flush_visits", queueing_lock="insights.flush_visits", lock="insights.flush_visits")
def flush_pending_visits(timestamp):
    """Bring the gathered visits into the database; nothing to do while Redis is away."""
    try:
        flush_visits()
    except RedisError:
        return


# The worker counts in UTC: 15:05 there is 00:05 in Seoul. Again an hour later, should the first time have failed.
@app.periodic(cron="5 15,16 * * *")
@app.task(name="insights.close_days", queue="tidy", queueing_lock="insights.close_days", lock="insights.close_days")
def close_past_days(timestamp):
    """Keep the figures of the days that are over, then forget who (nobody knows who) came long ago.

    Safe to run twice or late: it counts from the last kept day on, whenever that was.
    """
    flush_pending_visits(timestamp)
    close_days()
    border = timezone.localdate() - VISITS_KEPT
    if (kept := closed_day()) and kept >= border:
        Visit.objects.filter(day__lt=border).delete()


# 09:00 to 23:00 in Seoul: a worker that was away at nine makes up for it.
@app.periodic(cron="0 0-14 * * *")
@app.task(name="insights.tell_figures", queue="teams", queueing_lock="insights.tell_figures")
def tell_figures(timestamp):
    """Tell how many members, posts and comments yesterday (in Seoul) brought; once a day, from 09:00 on."""
    now = timezone.localtime()
    if now.hour < HOUR:
        return
    today = now.replace(hour=0, minute=0, second=0, microsecond=0)
    day = (today - timedelta(days=1), today)
    facts = [
        ("새 회원", Member.objects.filter(joined_at__gte=day[0], joined_at__lt=day[1]).count()),
        ("새 글", Post.objects.filter(published_at__gte=day[0], published_at__lt=day[1]).count()),
        ("새 댓글", Comment.objects.filter(created_at__gte=day[0], created_at__lt=day[1]).count()),
    ]
    tell_staff_channel(f"{day[0]:%m.%d.} 하루 통계", facts=facts, event=f"figures:{day[0]:%Y-%m-%d}")
