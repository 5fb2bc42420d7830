"""What the worker does for the figures."""

from django.utils import timezone
from procrastinate.contrib.django import app
from redis.exceptions import RedisError

from insights.aggregates import VISITS_KEPT, close_days, closed_day
from insights.models import Visit
from insights.visits import flush_visits


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
