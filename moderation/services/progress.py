"""Saying how far staff have come with the reports of a text, before anything is decided (spec R4)."""

import logging

from django.core.exceptions import ValidationError
from django.db import transaction

from accounts.models import Member
from boards.models import Comment, Post
from moderation.models import Report
from moderation.services.cases import lock
from moderation.services.claims import require_unclaimed
from polibat.db.deeds import log_deed
from polibat.security.permission import require

logger = logging.getLogger(__name__)

STEPS = (Report.State.REVIEWING, Report.State.LATER)


@transaction.atomic
def move_reports(target: Post | Comment, *, by: Member, to: str) -> bool:
    """Put the open reports of a post or comment into 검토중 or 추후검토, as their reporters see; False when they are.

    They stay open, and a decision settles them as ever. Raises PermissionDenied (also for one's own text) and
    ValidationError (another state, nothing open, code `claimed` while somebody else looks into the case).
    """
    stored = lock(target)
    require(by, "moderation.claim_text", stored)
    if to not in STEPS:
        raise ValidationError({"state": ValidationError("검토중이나 추후검토를 선택해 주세요.", code="state")})
    require_unclaimed(stored, by=by)
    reports = Report.objects.about(stored).open()
    if not reports.exists():
        raise ValidationError("처리할 신고가 없습니다.", code="decided")
    moved = reports.exclude(state=to).update(state=to)
    if moved:
        log_deed(logger, "reports moved", extra={"target": stored.public_id, "to": to, "by": by.pk})
    return bool(moved)
