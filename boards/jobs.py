"""What the worker does for the boards."""

from procrastinate.contrib.django import app
from redis.exceptions import RedisError

from boards.services.drafts import remove_drafts
from boards.services.reach import remove_pictures_of_the_gone
from boards.services.view_counts import flush_views


@app.periodic(cron="* * * * * */10")
@app.task(name="boards.flush_views", queueing_lock="boards.flush_views", lock="boards.flush_views", pass_context=False)
def flush_pending_views(timestamp):
    """Bring the gathered views into the database; nothing to do while Redis is away."""
    try:
        flush_views()
    except RedisError:
        return


@app.periodic(cron="7 4 * * *")
@app.task(name="boards.remove_drafts", queue="tidy", queueing_lock="boards.remove_drafts")
def remove_old_drafts(timestamp):
    """Delete drafts that nobody went on with."""
    remove_drafts()


@app.periodic(cron="47 4 * * *")
@app.task(name="boards.remove_pictures", queue="tidy", queueing_lock="boards.remove_pictures")
def remove_pictures(timestamp):
    """Delete the pictures of posts that do not come back; tried again the next night."""
    remove_pictures_of_the_gone()
