"""What the worker does for policies."""

from procrastinate.contrib.django import app
from redis.exceptions import RedisError

from policies.services.view_counts import flush_views


@app.periodic(cron="* * * * * */10")
@app.task(name="policies.count_views", queueing_lock="policies.count_views", lock="policies.count_views")
def count_views(timestamp):
    """Bring the gathered views of policies into their versions; nothing to do while Redis is away."""
    try:
        flush_views()
    except RedisError:
        return
