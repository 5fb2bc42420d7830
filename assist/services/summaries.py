"""What people and staff do about a summary: complain, withdraw it, bring it back."""

import logging

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from accounts.models import Member
from assist.models import Summary, SummaryComplaint
from assist.services.summarising import forget_summary, queue_summary, show_line
from boards.services.status import lock_post
from polibat.db.deeds import log_deed
from polibat.security.limits import spend
from polibat.security.permission import require
from polibat.text import clean_lines
from polibat.text.reason import require_reason

logger = logging.getLogger(__name__)

TWICE = "이미 알려 주셨습니다. 운영자가 확인하고 있습니다."


def complain_about_summary(complaint: SummaryComplaint, *, by: Member | None, visitor: str) -> SummaryComplaint:
    """Tell staff that a summary is not right; `by` is None for a visitor, whom `visitor` names for the limit alone.

    Raises ValidationError (no summary there, a second time for the same one) and Throttled (5 in an hour).
    """
    summary = Summary.objects.filter(pk=complaint.post.pk).first()
    if summary is None or not summary.is_shown or not complaint.post.is_public:
        raise ValidationError("지금은 요약이 없습니다.", code="gone")
    complaint.text = clean_lines(complaint.text)
    complaint.member, complaint.content_hash, complaint.lines = by, summary.content_hash, summary.lines
    complaint.full_clean(exclude=["post", "member"], validate_unique=False, validate_constraints=False)
    if complaint.reason == SummaryComplaint.Reason.OTHER and not complaint.text:
        raise ValidationError({"text": ValidationError("무엇이 이상한지 적어 주세요.", code="required")})
    spend("summary-complaint", visitor, times=5, per=3600)
    try:
        with transaction.atomic():
            complaint.save(force_insert=True)
    except IntegrityError as error:
        raise ValidationError(TWICE, code="twice") from error
    log_deed(logger, "summary complained about", extra={"post": complaint.post.pk, "reason": complaint.reason})
    return complaint


@transaction.atomic
def withdraw_summary(summary: Summary, *, by: Member, reason: str) -> bool:
    """Take a summary from every page until the text changes; False when it is. Its complaints are settled."""
    require(by, "assist.withdraw_summary")
    reason = require_reason(reason)
    stored = _lock(summary)
    if stored.is_withdrawn:
        return False
    stored.is_withdrawn, stored.withdrawn_by = True, by
    stored.withdrawn_reason, stored.withdrawn_at = reason, timezone.now()
    stored.save(update_fields=["is_withdrawn", "withdrawn_by", "withdrawn_reason", "withdrawn_at"])
    show_line(stored.post, [], is_ai=False)
    settle_complaints(stored, by=by)
    log_deed(logger, "summary withdrawn", extra={"post": stored.pk, "by": by.pk})
    return True


@transaction.atomic
def restore_summary(summary: Summary, *, by: Member, reason: str) -> bool:
    """Show a withdrawn summary again; False when it is shown."""
    require(by, "assist.withdraw_summary")
    reason = require_reason(reason)
    stored = _lock(summary)
    if not stored.is_withdrawn:
        return False
    stored.is_withdrawn, stored.withdrawn_reason, stored.withdrawn_by = False, reason, by
    stored.save(update_fields=["is_withdrawn", "withdrawn_reason", "withdrawn_by"])
    if stored.post.is_public:
        show_line(stored.post, stored.lines, is_ai=stored.is_ai)
    log_deed(logger, "summary restored", extra={"post": stored.pk, "by": by.pk})
    return True


@transaction.atomic
def remake_summary(summary: Summary, *, by: Member, reason: str) -> bool:
    """Empty a summary, withdrawn or not, and have it made anew from the text as it is; its complaints are settled."""
    require(by, "assist.withdraw_summary")
    reason = require_reason(reason)
    stored = _lock(summary)
    forget_summary(stored.post)
    Summary.objects.filter(pk=stored.pk).update(is_withdrawn=False, withdrawn_by=by, withdrawn_reason=reason)
    settle_complaints(stored, by=by)
    queue_summary(stored.post)
    log_deed(logger, "summary made anew", extra={"post": stored.pk, "by": by.pk})
    return True


def settle_complaints(summary: Summary, *, by: Member, reason: str = "") -> bool:
    """Mark the open complaints about a summary as looked at; False when there are none."""
    require(by, "assist.withdraw_summary")
    return bool(SummaryComplaint.objects.filter(post=summary.pk, is_open=True).update(is_open=False))


def _lock(summary: Summary) -> Summary:
    lock_post(summary.pk)
    return Summary.objects.select_related("post").get(pk=summary.pk)
