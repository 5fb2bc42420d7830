"""What the worker does for moderation."""

from procrastinate.contrib.django import app

from boards.models import Comment, Post
from moderation.models import AbuseFlag
from moderation.services.burst_detection import detect_bursts
from moderation.services.external_classifier import classify
from moderation.services.look_alikes import flag_look_alikes
from moderation.services.review_flags import flag_text, raise_flag


@app.task(name="moderation.raise_flag")
def raise_abuse_flag(kind, count, member_id=None, address_hash=""):
    """Raise a flag about a member or an address; one that is open grows."""
    raise_flag(AbuseFlag(kind=kind, member_id=member_id, address_hash=address_hash, evidence=count))


@app.periodic(cron="* * * * *")
@app.task(name="moderation.detect_bursts", queueing_lock="moderation.detect_bursts")
def flag_bursts(timestamp):
    """Flag posts below which very much happens at once."""
    detect_bursts()


@app.periodic(cron="37 4 * * *")
@app.task(name="moderation.flag_look_alikes", queue="tidy", queueing_lock="moderation.flag_look_alikes")
def flag_names(timestamp):
    """Flag members who are called like a politician or staff; those looked at before stay so."""
    flag_look_alikes()


@app.task(name="moderation.screen_text", queue="screening", priority=1)
def screen_text(kind, pk):
    """Flag a text that holds words of the list, or for which a second opinion speaks; safe to run twice or late."""
    rows = Post.objects if kind == "post" else Comment.objects.select_related("post")
    if target := rows.filter(pk=pk).first():
        flag_text(target, also=classify(target))
