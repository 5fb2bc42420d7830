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
def create_operator(member, *, address, password, level, by=None):
    """Make an operator out of an unsaved member with a nickname; `level` is one of LEVELS.

    `by` is the superuser who does it; empty only for the command line. Raises PermissionDenied for anybody else,
    ValidationError (level, password, nickname, email).
    """
    if by is not None and not by.has_perm("accounts.add_operator"):
        raise PermissionDenied
    if level not in LEVELS:
        raise ValidationError({"level": "운영자 등급은 moderator, admin, superuser 중 하나입니다."})
    member.kind = Member.Kind.ADMIN
    member.is_superuser = level == "superuser"
    try:
        validate_password(password, member)
    except ValidationError as error:
        raise ValidationError({"password": error.error_list}) from error
    store_new_member(member, address=address, password=password, reason=f"운영자 등록 ({level})", by=by)
    if level != "superuser":
        member.groups.add(Group.objects.get(name=level))
    return member


@transaction.atomic
def change_level(member, *, by, level, reason):
    """Give an operator another level, on record like a change of status; sessions and tokens end. False when it is so.

    Raises PermissionDenied (nobody changes their own), ValidationError (level, reason, no operator).
    """
    if not by.has_perm("accounts.change_operator", member):
        raise PermissionDenied
    member = Member.objects.select_for_update(no_key=True).get(pk=member.pk)
    reason = clean_line(reason)
    if level not in LEVELS:
        raise ValidationError({"level": "운영자 등급은 moderator, admin, superuser 중 하나입니다."})
    if not reason:
        raise ValidationError({"reason": ValidationError("사유를 입력해 주세요.", code="required")})
    before = "superuser" if member.is_superuser else next(iter(sorted(member.levels)), "없음")
    if before == level:
        return False
    member.is_superuser = level == "superuser"
    member.session_epoch += 1
    member.save(update_fields=["is_superuser", "session_epoch"])
    member.groups.set([] if level == "superuser" else [Group.objects.get(name=level)])
    change = StatusChange(member=member, before=member.status, after=member.status, reason=reason, by=by)
    change.note = f"운영자 등급: {before} → {level}"
    change.full_clean()
    change.save()
    return True
