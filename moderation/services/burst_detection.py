"""Posts below which very much is said or pressed in little time: flagged, and their gauges held meanwhile."""

from collections import Counter
from datetime import timedelta

from django.db import transaction
from django.db.models import Count
from django.utils import timezone

from assist.services.sentiment import freeze
from boards.models import Comment, Post, Reaction
from boards.services.status import lock_post
from moderation.models import AbuseFlag
from moderation.services.review_flags import raise_flag

WINDOW = timedelta(minutes=10)
# From so many within the window on, somebody looks. A lively post stays below both.
MOST_COMMENTS, MOST_REACTIONS = 100, 300
Kind = AbuseFlag.Kind


def detect_bursts() -> int:
    """Flag the posts that are flooded right now and hold their gauges; how many were flagged anew.

    Asked once a minute by the worker: whoever comments or presses pays nothing for it. A flood that is flagged already,
    or that staff have just looked at, is not flagged again; so doing this twice or late is doing it once.
    """
    since = timezone.now() - WINDOW
    numbers = Counter()
    for rows, most in ((Comment.objects.all(), MOST_COMMENTS), (Reaction.objects.exclude(post=None), MOST_REACTIONS)):
        lately = rows.filter(created_at__gt=since).order_by().values("post").annotate(number=Count("pk"))
        numbers.update({row["post"]: row["number"] for row in lately.filter(number__gte=most)})
    known = AbuseFlag.objects.filter(kind=Kind.FLOOD, post__in=numbers).exclude(settled_at__lte=since)
    flooded = Post.objects.filter(pk__in=numbers).exclude(pk__in=known.values("post")).only("pk", "public_id")
    return sum(_flag(post, numbers[post.pk]) for post in flooded)


@transaction.atomic
def _flag(post: Post, number: int) -> bool:
    # Of two jobs at once the second one waits here, and finds the flag of the first.
    lock_post(post.pk)
    if AbuseFlag.objects.filter(kind=Kind.FLOOD, post=post, state=AbuseFlag.State.OPEN).exists():
        return False
    raise_flag(AbuseFlag(kind=Kind.FLOOD, post=post, evidence=number))
    freeze(post, is_frozen=True)
    return True


def let_go_on(flag: AbuseFlag) -> None:
    """Let the gauge of a flooded post go on, in the transaction that settles its flag."""
    if flag.post_id:
        freeze(flag.post, is_frozen=False)
