"""Change a member's status: which moves exist and what each needs (spec M10)."""

import logging
from datetime import timedelta

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from accounts.models import Member, StatusChange
from accounts.services.email import queue_member_mail
from polibat.db.deeds import log_deed
from polibat.security.permission import require
from polibat.text import clean_line
from polibat.text.length import check_lengths
from polibat.text.particles import with_particle
from polibat.text.reason import REASON

logger = logging.getLogger(__name__)

Status = Member.Status
ALLOWED = {
    (Status.PENDING, Status.APPROVED),
    (Status.APPROVED, Status.PENDING),
    (Status.APPROVED, Status.SUSPENDED),
    (Status.SUSPENDED, Status.APPROVED),
    (Status.APPROVED, Status.BANNED),
    (Status.PENDING, Status.BANNED),
    (Status.SUSPENDED, Status.BANNED),
    (Status.BANNED, Status.APPROVED),
}
NEED_A_REASON = {Status.SUSPENDED, Status.BANNED}
LONGEST_SUSPENSION = 3650


def end_suspension(member: Member) -> None:
    """Put a locked member whose term is over into 승인; the history row is the system's."""
    before, member.status, member.suspended_until = member.status, Member.Status.APPROVED, None
    member.save(update_fields=["status", "suspended_until"])
    StatusChange.objects.create(member=member, before=before, after=member.status, reason="정지 기간 종료", by=None)


@transaction.atomic
def change_member_status(
    member: Member,
    *,
    to: str,
    by: Member,
    reason: str = "",
    note: str = "",
    days: int | None = None,
    approves_application: bool = False,
) -> Member:
    """Move a member to another status; effective at once, because every session and token of the member ends.

    An approval ends none: it gives, and what a session may is asked anew on each request.

    `days` (1–3650) is the length of a suspension. Only the approval of an application leads from 승인대기 to 승인, and
    says so by `approves_application`: it alone knows whom the member speaks for. So whoever was banned in 승인대기 is
    there again once the ban is lifted. Raises PermissionDenied (staff below admin, oneself, other staff),
    ValidationError for a move that does not exist (spec M10), or a missing reason or length.
    """
    require(by, "accounts.change_member_status", member)
    member = Member.objects.select_for_update(no_key=True).get(pk=member.pk)
    if member.suspension_is_over:
        end_suspension(member)
    reason = clean_line(reason)
    if (member.status, to) == (Status.PENDING, Status.APPROVED) and not approves_application:
        raise ValidationError("승인대기 회원은 가입 신청에서 승인해 주세요.", code="application")
    _check(member, to, reason, days)
    if (member.status, to) == (Status.BANNED, Status.APPROVED) and _waited_before_the_ban(member):
        to = Status.PENDING
    change = StatusChange(member=member, before=member.status, after=to, reason=reason, note=clean_line(note), by=by)
    change.full_clean()
    change.save()
    member.status = to
    member.suspended_until = timezone.now() + timedelta(days=days) if to == Status.SUSPENDED and days else None
    if approves_application:
        # Good news signs nobody out, and comes in words of its own (`application_approved`).
        member.save(update_fields=["status", "suspended_until"])
        log_deed(logger, "member status changed", extra={"member": member.public_id, "to": to, "by": by.public_id})
        return member
    member.session_epoch += 1
    member.save(update_fields=["status", "suspended_until", "session_epoch"])
    queue_member_mail(
        member,
        template="status_changed",
        context={
            "status": member.get_status_display(),
            "reason": reason,
            "until": f"{timezone.localtime(member.suspended_until):%y.%m.%d. %H:%M}" if member.suspended_until else "",
        },
    )
    log_deed(logger, "member status changed", extra={"member": member.public_id, "to": to, "by": by.public_id})
    return member


def _waited_before_the_ban(member: Member) -> bool:
    bans = member.status_changes.filter(after=Status.BANNED).order_by("-pk")
    return bans.values_list("before", flat=True).first() == Status.PENDING


def _check(member: Member, to: str, reason: str, days: int | None) -> None:
    if to not in Status.values:
        raise ValidationError({"to": ValidationError("회원 상태를 선택해 주세요.", code="status")})
    if (member.status, to) not in ALLOWED or (to == Status.PENDING and not member.speaks_for_politician):
        labels = f"{member.get_status_display()}에서 {with_particle(str(Status(to).label), '으로/로')}"
        raise ValidationError(f"{labels} 바꿀 수 없습니다.", code="move")
    is_needed = to in NEED_A_REASON or member.status == Status.BANNED
    errors = check_lengths(("reason", reason, REASON)) if is_needed or reason else {}
    if to == Status.SUSPENDED and not (days and 1 <= days <= LONGEST_SUSPENSION):
        errors["days"] = ValidationError(f"정지 기간을 1~{LONGEST_SUSPENSION:,}일로 입력해 주세요.", code="days")
    if errors:
        raise ValidationError(errors)
