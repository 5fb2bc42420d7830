"""Taking a case, so that nobody else decides it meanwhile, and giving it back."""

import logging

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from accounts.models import Member
from boards.models import Comment, Post
from moderation.models import Claim, Report, target_key
from moderation.services.cases import lock
from polibat.db.deeds import log_deed
from polibat.security.permission import require

logger = logging.getLogger(__name__)


def claim(target: Post | Comment, *, by: Member, takeover: bool = False) -> Claim:
    """Take the case of a post or comment for 15 minutes, or keep it for as long again; its open reports are 검토중.

    With `takeover` an admin takes it from whoever has it. Raises PermissionDenied, and ValidationError (code `claimed`,
    with the name) while somebody else has it.
    """
    with transaction.atomic():
        # The lock keeps a decision that is being taken apart; who wins is left to the rows.
        stored = lock(target)
        require(by, "moderation.take_over_claim" if takeover else "moderation.claim_text", stored)
        taken = Claim.objects.about(stored)
        free = taken if takeover else taken.open_to(by)
        if not free.update(by=by, expires_at=timezone.now() + Claim.LASTS):
            _take(stored, by)
        made = taken.select_related("by").get()
        waiting = Report.objects.about(stored).filter(state__in=[Report.State.WAITING, Report.State.LATER])
        waiting.update(state=Report.State.REVIEWING)
    log_deed(logger, "case claimed", extra={"target": stored.public_id, "by": by.pk, "takeover": takeover})
    return made


def _take(target: Post | Comment, by: Member) -> None:
    """Take a case that nobody has; the constraint lets one through."""
    try:
        with transaction.atomic():
            Claim.objects.create(by=by, expires_at=timezone.now() + Claim.LASTS, **target_key(target))
    except IntegrityError:
        require_unclaimed(target, by=by)
        raise


def release(target: Post | Comment, *, by: Member) -> bool:
    """Give the case of a post or comment back; False when there is none.

    An admin may release what somebody else has. Raises PermissionDenied, and ValidationError (code `claimed`).
    """
    with transaction.atomic():
        stored = lock(target)
        require(by, "moderation.claim_text", stored)
        if not by.has_perm("moderation.take_over_claim", stored):
            require_unclaimed(stored, by=by)
        released, _ = Claim.objects.about(stored).delete()
    return bool(released)


def require_unclaimed(target: Post | Comment, *, by: Member) -> None:
    """Raise ValidationError, with the name, while somebody else than `by` looks into the case of `target`."""
    live = Claim.objects.about(target).live().exclude(by=by)
    if live.exists() and (other := live.select_related("by").first()):
        until = timezone.localtime(other.expires_at)
        message = f"{other.by.nickname} 님이 {until:%H:%M}까지 맡아 처리하고 있습니다."
        raise ValidationError(message, code="claimed")
