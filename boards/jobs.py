"""What the worker does for the boards."""

from procrastinate.contrib.django import app
from redis.exceptions import RedisError

from boards.orphans import remove_orphans
from boards.poll_counts import fold_all
from boards.view_counts import flush_views


@app.periodic(cron="* * * * * */10")
@app.task(name="boards.flush_views", queueing_lock="boards.flush_views", lock="boards.flush_views", pass_context=False)
def flush_pending_views(timestamp):
    """Bring the gathered views into the database; nothing to do while Redis is away."""
    try:
        flush_views()
    except RedisError:
        return


@app.periodic(cron="* * * * * */2")
@app.task(name="boards.fold_ballots", queueing_lock="boards.fold_ballots", lock="boards.fold_ballots")
def fold_ballots(timestamp):
    """Count the ballots that the last voters left; until then whoever shows results adds them."""
    fold_all()


@app.periodic(cron="17 4 * * *")
@app.task(name="boards.remove_orphans", queueing_lock="boards.remove_orphans")
def remove_orphan_images(timestamp):
    """Delete the pictures that no post took."""
    remove_orphans()
