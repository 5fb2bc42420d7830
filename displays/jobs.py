"""What the worker does for banners and popups."""

from procrastinate.contrib.django import app
from redis.exceptions import RedisError

from displays.services.counts import flush_counts


@app.periodic(cron="* * * * * */10")
@app.task(name="displays.count_displays", queueing_lock="displays.count_displays", lock="displays.count_displays")
def count_displays(timestamp):
    """Bring the gathered counts of banners and popups into their rows; nothing to do while Redis is away."""
    try:
        flush_counts()
    except RedisError:
        return
