"""The demo's mails to offices: reached, looked at, waiting or not reachable."""

from datetime import timedelta

from django.utils import timezone

from boards.models import Board, Post
from notifications.models.delivery import Delivery

MOST = 200
State = Delivery.State


def store_deliveries():
    """Store what became of the mails of the newest posts that name a politician."""
    named = Post.objects.listed().on(Board.POLITICIAN).filter(politician__isnull=False, is_by_politician=False)
    newest = named.select_related("politician").order_by("-pk")[:MOST]
    Delivery.objects.bulk_create([_delivery(number, post) for number, post in enumerate(newest)], ignore_conflicts=True)


def _delivery(number, post):
    arrived = min(post.published_at + timedelta(minutes=2), timezone.now())
    bounced = number % 9 == 8
    opened = None if bounced or number % 3 == 2 else min(arrived + timedelta(hours=1 + number % 7), timezone.now())
    return Delivery(
        kind="politician_named",
        event=f"named:{post.public_id}",
        recipient=post.politician.public_id,
        about=post.public_id,
        url=post.get_absolute_url(),
        state=State.BOUNCED if bounced else State.ACCEPTED,
        reason="550 받는 사람 없음" if bounced else "",
        attempts=1,
        message_id=f"<{post.public_id.lower()}@demo.example>",
        queued_at=post.published_at,
        claimed_at=arrived,
        accepted_at=None if bounced else arrived,
        ended_at=arrived,
        opened_at=opened,
    )
