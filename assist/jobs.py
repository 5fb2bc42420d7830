"""What the worker does to help reading and writing."""

from datetime import UTC, datetime

from django.utils import timezone
from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from assist.services.briefing_drafts import draft_briefing
from assist.services.sentiment import label_waiting_comments
from assist.services.summarising import missing_summaries, summarise
from assist.services.topic_names import find_names


@app.task(
    name="assist.summarise_post",
    queue="ai",
    retry=RetryStrategy(max_attempts=3, exponential_wait=30),
    pass_context=True,
)
def summarise_post(context, post_id):
    """Make the three lines of a long post; nothing where they are made already. A stumble is tried again once."""
    summarise(post_id, comes_again=not context.job.attempts)


@app.periodic(cron="*/20 * * * *")
@app.task(name="assist.summarise_missing", queue="ai", queueing_lock="assist.summarise_missing")
def summarise_missing(timestamp):
    """Make summaries that were never made: of posts from before there were any, or whose worker died."""
    for pk in missing_summaries(limit=100):
        summarise(pk)


@app.periodic(cron="* * * * * */20")
@app.task(name="assist.label_comments", queue="ai", queueing_lock="assist.label_comments", lock="assist.label_comments")
def label_comments(timestamp):
    """Read the comments that came since the last time, for the gauges."""
    label_waiting_comments()


@app.task(name="assist.name_topics", queue="ai")
def name_topics(groups):
    """Ask for shorter names of groups of posts; twice gives the same, and without an answer titles stay."""
    find_names(groups)


# 06:00 to 14:00 in Seoul, on one day there: a worker that was away at six makes up for it.
@app.periodic(cron="0 21-23,0-5 * * *")
@app.task(name="assist.draft_briefing", queue="ai", queueing_lock="assist.draft_briefing")
def draft_daily_briefing(timestamp):
    """Write the draft of the day at 06:00 in Seoul (21:00 UTC); late or twice it is the same one."""
    draft_briefing(timezone.localdate(datetime.fromtimestamp(timestamp, UTC)))
