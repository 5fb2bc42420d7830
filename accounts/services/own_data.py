"""What accounts hold about a member, for the member (`내 정보 내려받기`); reading the address is on record."""

from collections.abc import Iterator
from typing import Any

from accounts.events import Part
from accounts.models import DataExport, EmailAccess, Member, StaffRead
from accounts.services.email import own_email

PURPOSE = "내 정보 내려받기"


def personal_data(member: Member) -> Iterator[Part]:
    """Yield each file: name, what is in it, its rows. Who decided or looked is named by role only."""
    yield "profile", "회원 정보", _profile(member)
    consents = member.consents.values("version__template__slug", "version__public_id", "agreed_at").order_by("pk")
    yield "consents", "동의한 약관", consents.iterator()
    statuses = member.status_changes.values("before", "after", "reason", "created_at").order_by("pk")
    yield "status_changes", "회원상태 변경이력", statuses.iterator()
    nicknames = member.nickname_changes.values("before", "after", "created_at").order_by("pk")
    yield "nickname_changes", "닉네임 변경이력", nicknames.iterator()
    yield "email_accesses", "이메일 열람 기록", _accesses(member)
    looks = StaffRead.objects.filter(members__contains=[member.public_id]).values("what", "created_at").order_by("pk")
    yield "staff_reads", "운영자가 회원정보를 본 기록", looks.iterator()
    exports = DataExport.objects.visible_to(member).order_by("pk")
    yield "data_exports", "내 정보 내려받기 이력", exports.values("state", "requested_at", "expires_at").iterator()


def _profile(member: Member) -> Iterator[dict[str, Any]]:
    yield {
        "public_id": member.public_id,
        "kind": member.kind,
        "status": member.status,
        "suspended_until": member.suspended_until,
        "nickname": member.nickname,
        "email": own_email(member, purpose=PURPOSE),
        "joined_at": member.joined_at,
        "last_login": member.last_login,
    }


def _accesses(member: Member) -> Iterator[dict[str, Any]]:
    for access in EmailAccess.objects.visible_to(member).iterator():
        yield {"at": access.created_at, "who": access.who, "purpose": access.shown_purpose, "device": access.device}
