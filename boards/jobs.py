"""What the worker does for the boards."""

from procrastinate.contrib.django import app
from redis.exceptions import RedisError

from boards.services.cleanup import remove_drafts, remove_incoming, remove_orphans
from boards.services.view_counts import flush_views


@app.periodic(cron="* * * * * */10")
@app.task(name="boards.flush_views", queueing_lock="boards.flush_views", lock="boards.flush_views", pass_context=False)
def flush_pending_views(timestamp):
    """Bring the gathered views into the database; nothing to do while Redis is away."""
    try:
        flush_views()
    except RedisError:
        return


@app.periodic(cron="17 4 * * *")
@app.task(name="boards.remove_orphans", queue="tidy", queueing_lock="boards.remove_orphans")
def remove_orphan_images(timestamp):
    """Delete the pictures that no post took."""
    remove_orphans()


@app.periodic(cron="27 * * * *")
@app.task(name="boards.remove_incoming", queue="tidy", queueing_lock="boards.remove_incoming")
def remove_incoming_images(timestamp):
    """Delete what browsers put into the storage and nobody needs any more; tried again in an hour."""
    remove_incoming()


@app.periodic(cron="7 4 * * *")
@app.task(name="boards.remove_drafts", queue="tidy", queueing_lock="boards.remove_drafts")
def remove_old_drafts(timestamp):
    """Delete drafts that nobody went on with."""
    remove_drafts()
