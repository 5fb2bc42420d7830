"""Staff."""

from datetime import timedelta

from django.contrib.auth.models import Group
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from accounts.models import Member, StatusChange
from accounts.services.nickname import refuse_nickname
from accounts.services.store import store_new_member
from polibat.security.permission import require
from polibat.text.reason import require_reason

# How long a password that a superuser thought of for new staff counts.
FIRST_PASSWORD = timedelta(days=7)
LEVELS = ("moderator", "admin", "superuser")


@transaction.atomic
def create_staff_member(member: Member, *, address: str, password: str, level: str, by: Member | None = None) -> Member:
    """Make a member of staff out of an unsaved member with a nickname; `level` is one of LEVELS.

    `by` is the superuser who does it; empty only for the command line. Raises PermissionDenied for anybody else,
    ValidationError (level, password, nickname, email).
    """
    if by is not None:
        require(by, "accounts.add_staff_member")
    if level not in LEVELS:
        raise ValidationError({"level": "운영자 등급은 moderator, admin, superuser 중 하나입니다."})
    member.kind = Member.Kind.STAFF
    member.is_superuser = level == "superuser"
    # What somebody else thought of is known to two.
    member.must_change_password = by is not None
    member.password_expires_at = timezone.now() + FIRST_PASSWORD if by is not None else None
    try:
        validate_password(password, member)
    except ValidationError as error:
        raise ValidationError({"password": error.error_list}) from error
    refuse_nickname(member, member.nickname)
    store_new_member(member, address=address, password=password, reason=f"운영자 등록 ({level})", by=by)
    if level != "superuser":
        member.groups.add(Group.objects.get(name=level))
    return member


@transaction.atomic
def change_staff_level(member: Member, *, by: Member, level: str, reason: str) -> bool:
    """Give a member of staff another level, or none (`none`): at once, because every session ends. False when it is so.

    Raises PermissionDenied (for anybody but another superuser), ValidationError (level, reason, no member of staff).
    """
    require(by, "accounts.change_staff_member", member)
    if member.kind != Member.Kind.STAFF:
        raise ValidationError("운영자만 등급을 가질 수 있습니다.", code="kind")
    if level not in (*LEVELS, "none"):
        raise ValidationError({"level": ValidationError("운영자 등급을 선택해 주세요.", code="level")})
    reason = require_reason(reason)
    member = Member.objects.select_for_update(no_key=True).get(pk=member.pk)
    before = _level_of(member)
    if before == level:
        return False
    member.is_superuser = level == "superuser"
    member.session_epoch += 1
    member.save(update_fields=["is_superuser", "session_epoch"])
    member.groups.set(Group.objects.filter(name=level))
    note = f"운영자 등급: {before} → {level}"
    StatusChange.objects.create(
        member=member, before=member.status, after=member.status, reason=reason, note=note, by=by
    )
    return True


def _level_of(member: Member) -> str:
    if member.is_superuser:
        return "superuser"
    return next((level for level in ("admin", "moderator") if level in member.levels), "none")
