"""Settling flags: somebody looked, and says what came of it."""

from django.db import transaction
from django.utils import timezone

from boards.services.permission import require
from moderation.models import AbuseFlag
from moderation.services.burst_detection import let_go_on
from polibat.text import clean_lines


@transaction.atomic
def settle_flag(flag, *, by, reason):
    """Say of an AbuseFlag or ReviewFlag that somebody looked, and what came of it; False when it is settled.

    The gauge of a post that was flagged for a flood goes on from here. Raises PermissionDenied.
    """
    require(by, "moderation.settle_flag")
    stored = type(flag).objects.select_for_update(of=("self",)).get(pk=flag.pk)
    if stored.state == stored.State.SETTLED:
        return False
    stored.state, stored.by, stored.settled_at = stored.State.SETTLED, by, timezone.now()
    stored.note = clean_lines(reason)
    stored.clean_fields(exclude=["post", "comment", "member", "address_hash"])
    stored.save(update_fields=["state", "by", "settled_at", "note"])
    if isinstance(stored, AbuseFlag):
        let_go_on(stored)
    return True
