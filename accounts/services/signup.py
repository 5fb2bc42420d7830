"""Becoming a member."""

import logging
from collections.abc import Callable

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import transaction

from accounts.events import signups_surged
from accounts.models import EmailCode, Member
from accounts.services.agreement import record_consents
from accounts.services.codes import spend_try, use_code
from accounts.services.email import queue_member_mail
from accounts.services.nickname import refuse_nickname
from accounts.services.store import TAKEN, store_new_member
from polibat.db.deeds import log_deed
from polibat.security.limits import limits_of_network, spend_all
from polibat.security.networks import network_of
from polibat.text import clean_line
from policies.models import PolicyVersion

logger = logging.getLogger(__name__)

SIGNUPS_AN_HOUR = 5
# From so many on, somebody looks at what comes from this address.
FLAGGED_AT = 4


def sign_up(
    member: Member, *, address: str, code: str, password: str, ip: str, apply: Callable[[Member], object] | None = None
) -> Member:
    """Make a member out of an unsaved one (kind and nickname set) whose address proved itself with a mailed code.

    일반회원 start in 승인, 정치인 and 보좌진 in 승인대기; nobody becomes staff here. `apply(member)`, when given, runs
    in the same transaction (the application of a politician). The versions in effect of the mandatory policies are
    recorded as agreed: the form asked for them. Raises ValidationError (nickname, code, password) or Throttled (more
    than 5 an hour from `ip`).
    """
    if member.kind == Member.Kind.STAFF:
        raise ValidationError("운영자는 가입으로 만들 수 없습니다.", code="kind")
    member.nickname = clean_line(member.nickname)
    refuse_nickname(member, member.nickname)
    if Member.objects.with_nickname(member.nickname).exists():
        raise ValidationError({"nickname": TAKEN})
    _check_password(member, password)
    row = _try_code(address, code)
    count = spend_all(limits_of_network("signup", ip, times=SIGNUPS_AN_HOUR, per=3600))
    with transaction.atomic():
        use_code(row)
        normal = member.kind == Member.Kind.NORMAL
        store_new_member(member, address=address, password=password, reason="회원가입", pending=not normal)
        record_consents(member, PolicyVersion.objects.to_agree(is_politician=not normal))
        if apply is not None:
            apply(member)
        if count == FLAGGED_AT:
            signups_surged.publish(network=network_of(ip), count=count)
        queue_member_mail(member, template="welcome" if normal else "application_received", context={})
    log_deed(logger, "member joined", extra={"member": member.public_id, "kind": member.kind})
    return member


def _check_password(member: Member, password: str) -> None:
    try:
        validate_password(password, member)
    except ValidationError as error:
        raise ValidationError({"password": error.error_list}) from error


def _try_code(address: str, code: str) -> EmailCode:
    try:
        return spend_try(address, EmailCode.Purpose.SIGNUP, code)
    except ValidationError as error:
        raise ValidationError({"code": error.error_list}) from error
