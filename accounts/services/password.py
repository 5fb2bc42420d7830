"""Passwords."""

import logging
import secrets
import string
from datetime import timedelta

from django.contrib.auth.hashers import check_password
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from accounts.models import EmailCode, Member
from accounts.services.codes import spend_try, use_code, used_before
from accounts.services.email import queue_member_mail
from polibat.db.deeds import log_deed
from polibat.security.later import Busy, Later
from polibat.security.limits import give_back, spend

logger = logging.getLogger(__name__)

TEMPORARY_LENGTH = 14
TEMPORARY = timedelta(hours=24)
TRIES = 10
WINDOW = 15 * 60


def confirm_password(member: Member, password: str | None, *, field: str, message: str) -> None:
    """Ask a signed-in member for the password again: 10 tries in 15 minutes. Raises ValidationError (`field`)."""
    limit = {"scope": "password", "who": member.pk, "times": TRIES, "per": WINDOW, "is_lent": True}
    spend(**limit)
    try:
        # Not `member.check_password`, which may hash it anew: the session that asks would end by it.
        is_right = check_password(password or "", member.password)
    except Busy:
        give_back(**limit)
        raise
    if not is_right:
        raise ValidationError({field: ValidationError(message, code="wrong_password")})


def change_password(member: Member, *, password: str, current: str | None = None) -> None:
    """Set a new password and end every session of the member; the caller signs this browser in again.

    `current` is asked unless the member came in with a temporary password. Raises ValidationError (current, password).
    """
    if not member.must_change_password:
        confirm_password(member, current, field="current", message="현재 비밀번호가 올바르지 않습니다.")
    _check(member, password)
    if check_password(password, member.password):
        message = "현재 비밀번호와 새 비밀번호가 동일합니다. 다른 비밀번호를 입력해주세요."
        raise ValidationError({"password": ValidationError(message, code="same")})
    with transaction.atomic():
        locked = Member.objects.select_for_update(no_key=True).get(pk=member.pk)
        _set(locked, password, must_change=False)
        queue_member_mail(locked, template="password_changed", context={})
    member.refresh_from_db(fields=["password", "must_change_password", "password_expires_at", "session_epoch"])
    log_deed(logger, "password changed", extra={"member": member.public_id})


def reset_password(address: str, *, code: str, password: str | None = None) -> Member:
    """Give whoever proves an address with a code the new password; the member, whose sessions all end.

    Without a `password` a temporary one is mailed, which the next log-in must change. Raises ValidationError: `code`
    for a wrong, used or expired one, `password` for a weak one, after which the code still counts.
    """
    try:
        row = spend_try(address, EmailCode.Purpose.RESET, code)
        return _reset(row, password)
    except Later:
        raise
    except ValidationError as error:
        if hasattr(error, "error_dict"):
            raise
        raise ValidationError({"code": error.error_list}) from error


@transaction.atomic
def _reset(row: EmailCode, password: str | None) -> Member:
    # The member before the code, in the order in which leaving takes them: neither can wait for the other.
    member = Member.objects.select_for_update(no_key=True).filter(email_index=row.email_index).first()
    if member is None:
        # Left meanwhile: the code went with them, and is answered for as one that was used.
        raise used_before()
    if password is not None:
        _check(member, password)
    use_code(row)
    new = temporary_password() if password is None else password
    _set(member, new, must_change=password is None)
    if password is None:
        queue_member_mail(member, template="temporary_password", context={"password": new})
    else:
        queue_member_mail(member, template="password_changed", context={})
    log_deed(logger, "password reset", extra={"member": member.public_id})
    return member


def _check(member: Member, password: str) -> None:
    """Raise ValidationError (password) for a weak one."""
    try:
        validate_password(password, member)
    except ValidationError as error:
        raise ValidationError({"password": error.error_list}) from error


def temporary_password() -> str:
    """A password that keeps the rule: letters, digits and symbols, drawn at random."""
    pools = [string.ascii_uppercase, string.ascii_lowercase, string.digits, "!@#%*+-"]
    drawn = [secrets.choice(pool) for pool in pools]
    drawn += [secrets.choice("".join(pools)) for _ in range(TEMPORARY_LENGTH - len(pools))]
    secrets.SystemRandom().shuffle(drawn)
    return "".join(drawn)


def _set(member: Member, password: str, *, must_change: bool) -> None:
    member.set_password(password)
    member.must_change_password = must_change
    member.password_expires_at = timezone.now() + TEMPORARY if must_change else None
    member.session_epoch += 1
    member.save(update_fields=["password", "must_change_password", "password_expires_at", "session_epoch"])
