"""Staff."""

from django.contrib.auth.models import Group
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction

from accounts.models import Member
from accounts.services.store import store_new_member

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
