"""What the worker does for figures: bringing in visits, counting days that are over, telling staff of yesterday."""

from datetime import timedelta

from django.utils import timezone
from procrastinate.contrib.django import app
from redis.exceptions import RedisError

from insights.models import Visit
from insights.queries.metrics import new_on
from insights.queries.subjects import VISITS_KEPT, closed_day
from insights.services.daily_statistics import close_days
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
    day = now.date() - timedelta(days=1)
    new = new_on(day)
    facts = [("새 회원", new["members"]), ("새 글", new["posts"]), ("새 댓글", new["comments"])]
    tell_staff_channel(f"{day:%m.%d.} 하루 통계", facts=facts, event=f"figures:{day:%Y-%m-%d}")
