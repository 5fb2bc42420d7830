"""Staff."""

from django.contrib.auth.models import Group
from django.contrib.auth.password_validation import validate_password
from django.db import transaction

from accounts.models import Member
from accounts.services.signup import store_new_member

LEVELS = ("moderator", "admin", "superuser")


@transaction.atomic
def create_operator(member, *, address, password, level, by=None):
    """Make an operator out of an unsaved member with a nickname; `level` is one of LEVELS.

    `by` is the superuser who does it; empty only for the command line. Raises ValidationError.
    """
    member.kind = Member.Kind.ADMIN
    member.is_superuser = level == "superuser"
    validate_password(password, member)
    store_new_member(member, address=address, password=password, reason=f"운영자 등록 ({level})", by=by)
    if level != "superuser":
        member.groups.add(Group.objects.get(name=level))
    return member
