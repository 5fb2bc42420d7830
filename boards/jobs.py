"""What the worker does for the boards."""

from datetime import UTC, datetime

from django.utils import timezone
from procrastinate import RetryStrategy
from procrastinate.contrib.django import app
from redis.exceptions import RedisError

from assist.services.briefing_drafts import draft_briefing
from boards.services.cleanup import remove_drafts, remove_incoming, remove_orphans
from polls.services.results import fold_all
from assist.services.summarising import missing_summaries, summarise
from assist.services.sentiment import read_waiting
from assist.services.topic_names import find_names
from boards.services.view_counts import flush_views


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


@app.task(name="boards.summarise_post", queue="ai", retry=RetryStrategy(max_attempts=3, exponential_wait=30))
def summarise_post(post_id):
    """Make the three lines of a long post; nothing where they are made already."""
    summarise(post_id)


@app.periodic(cron="*/20 * * * *")
@app.task(name="boards.summarise_missing", queue="ai", queueing_lock="boards.summarise_missing")
def summarise_missing(timestamp):
    """Make summaries that were never made: of posts from before there were any, or whose worker died."""
    for pk in missing_summaries(limit=100):
        summarise(pk)


@app.periodic(cron="* * * * * */20")
@app.task(name="boards.read_comments", queue="ai", queueing_lock="boards.read_comments", lock="boards.read_comments")
def read_comments(timestamp):
    """Read the comments that came since the last time, for the thermometers."""
    read_waiting()


@app.task(name="boards.name_topics", queue="ai")
def name_topics(groups):
    """Ask for shorter names of groups of posts; twice gives the same, and without an answer titles stay."""
    find_names(groups)


# 06:00 to 14:00 in Seoul, on one day there: a worker that was away at six makes up for it.
@app.periodic(cron="0 21-23,0-5 * * *")
@app.task(name="boards.draft_briefing", queue="ai", queueing_lock="boards.draft_briefing")
def draft_daily_briefing(timestamp):
    """Write the draft of the day at 06:00 in Seoul (21:00 UTC); late or twice it is the same one."""
    draft_briefing(timezone.localdate(datetime.fromtimestamp(timestamp, UTC)))
