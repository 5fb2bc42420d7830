"""Staff."""

from django.contrib.auth.models import Group
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction

from accounts.models import Member, StatusChange
from accounts.services.store import store_new_member
from polibat.text import clean_line

LEVELS = ("moderator", "admin", "superuser")


@transaction.atomic
def create_staff_member(member, *, address, password, level, by=None):
    """Make a member of staff out of an unsaved member with a nickname; `level` is one of LEVELS.

    `by` is the superuser who does it; empty only for the command line. Raises PermissionDenied for anybody else,
    ValidationError (level, password, nickname, email).
    """
    if by is not None and not by.has_perm("accounts.add_staff_member"):
        raise PermissionDenied
    if level not in LEVELS:
        raise ValidationError({"level": "운영자 등급은 moderator, admin, superuser 중 하나입니다."})
    member.kind = Member.Kind.STAFF
    member.is_superuser = level == "superuser"
    # What somebody else thought of is known to two.
    member.must_change_password = by is not None
    try:
        validate_password(password, member)
    except ValidationError as error:
        raise ValidationError({"password": error.error_list}) from error
    store_new_member(member, address=address, password=password, reason=f"운영자 등록 ({level})", by=by)
    if level != "superuser":
        member.groups.add(Group.objects.get(name=level))
    return member


@transaction.atomic
def change_staff_level(member, *, by, level, reason):
    """Give a member of staff another level, or none (`none`): at once, because every session ends. False when it is so.

    Raises PermissionDenied (for anybody but another superuser), ValidationError (level, reason, no member of staff).
    """
    if not by.has_perm("accounts.change_staff_member", member):
        raise PermissionDenied
    if member.kind != Member.Kind.STAFF:
        raise ValidationError("운영자만 등급을 가질 수 있습니다.", code="kind")
    if level not in (*LEVELS, "none"):
        raise ValidationError({"level": ValidationError("운영자 등급을 선택해 주세요.", code="level")})
    reason = clean_line(reason)
    if not reason:
        raise ValidationError({"reason": ValidationError("사유를 입력해 주세요.", code="required")})
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


def _level_of(member):
    if member.is_superuser:
        return "superuser"
    return next((level for level in ("admin", "moderator") if level in member.levels), "none")
