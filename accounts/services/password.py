"""Passwords."""

import secrets
import string

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F

from accounts.models import EmailCode, Member
from accounts.services.codes import spend_try, use_code
from accounts.services.email import queue_member_mail
from polibat.limits import spend

TEMPORARY_LENGTH = 14


@transaction.atomic
def change_password(member, *, password, current=None):
    """Set a new password and end every session of the member; the caller signs this browser in again.

    `current` is asked unless the member came in with a temporary password. Raises ValidationError (current, password).
    """
    if not member.must_change_password:
        spend("password", member.pk, times=10, per=900)
        if not member.check_password(current or ""):
            raise ValidationError({"current": ValidationError("현재 비밀번호가 올바르지 않습니다.", code="current")})
    try:
        validate_password(password, member)
    except ValidationError as error:
        raise ValidationError({"password": error.error_list}) from error
    if member.check_password(password):
        message = "현재 비밀번호와 새 비밀번호가 동일합니다. 다른 비밀번호를 입력해주세요."
        raise ValidationError({"password": ValidationError(message, code="same")})
    _set(member, password, must_change=False)
    queue_member_mail(member, template="password_changed", context={})


def reset_password(address, *, code):
    """Mail a temporary password to whoever proves an address with a code; the next log-in must change it.

    Raises ValidationError for a wrong, used or expired code. Every session of the member ends.
    """
    row = spend_try(address, EmailCode.Purpose.RESET, code)
    with transaction.atomic():
        use_code(row)
        member = Member.objects.select_for_update(no_key=True).get(email_index=row.email_index)
        temporary = temporary_password()
        _set(member, temporary, must_change=True)
        queue_member_mail(member, template="temporary_password", context={"password": temporary})


def temporary_password():
    """A password that keeps the rule: letters, digits and symbols, drawn at random."""
    pools = [string.ascii_uppercase, string.ascii_lowercase, string.digits, "!@#%*+-"]
    drawn = [secrets.choice(pool) for pool in pools]
    drawn += [secrets.choice("".join(pools)) for _ in range(TEMPORARY_LENGTH - len(pools))]
    secrets.SystemRandom().shuffle(drawn)
    return "".join(drawn)


def _set(member, password, *, must_change):
    member.set_password(password)
    member.must_change_password = must_change
    member.session_epoch = F("session_epoch") + 1
    member.save(update_fields=["password", "must_change_password", "session_epoch"])
    member.refresh_from_db(fields=["session_epoch"])
