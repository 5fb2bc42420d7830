"""Settling flags: somebody looked, and says what came of it."""

from django.db import transaction
from django.utils import timezone

from accounts.models import Member
from moderation.models import AbuseFlag, ReviewFlag
from moderation.services.burst_detection import let_go_on
from polibat.security.permission import require
from polibat.text.reason import require_reason


@transaction.atomic
def settle_flag(flag: AbuseFlag | ReviewFlag, *, by: Member, reason: str) -> bool:
    """Say of an AbuseFlag or ReviewFlag that somebody looked, and what came of it; False when it is settled.

    The gauge of a post that was flagged for a flood goes on from here. Raises PermissionDenied.
    """
    require(by, "moderation.settle_flag")
    stored = type(flag).objects.select_for_update(of=("self",)).get(pk=flag.pk)
    if stored.state == stored.State.SETTLED:
        return False
    stored.state, stored.by, stored.settled_at = stored.State.SETTLED, by, timezone.now()
    stored.note = require_reason(reason, in_lines=True)
    stored.clean_fields(exclude=["post", "comment", "member", "address_hash"])
    stored.save(update_fields=["state", "by", "settled_at", "note"])
    if isinstance(stored, AbuseFlag):
        let_go_on(stored)
    return True
