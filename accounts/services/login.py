"""Signing in."""

import logging
from typing import Any

from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.utils import timezone

from accounts.models import Member
from accounts.services import two_factor
from accounts.services.backends import member_of_credentials
from polibat.security.encryption import email_index
from polibat.security.later import Busy, Later
from polibat.security.limits import Throttled, give_back_all, limits_of_network, spend_all
from polibat.security.networks import network_of, trace_of
from polibat.web.client import ip_of

logger = logging.getLogger(__name__)

# Of an account in one network, or in one browser that is known; of everybody in a network; of all strangers together.
TRIES = 5
TRIES_AN_IP = 30
TRIES_OF_STRANGERS = 50
WINDOW = 15 * 60
# A right try is given back.
LENT = {"per": WINDOW, "is_lent": True}
OVER = "임시 비밀번호의 사용 기간이 지났습니다. 비밀번호 찾기로 새로 받아 주세요."
WRONG = "이메일 또는 비밀번호가 올바르지 않습니다."


def find_for_log_in(address: str, password: str, *, ip: str, device: str = "") -> Member:
    """The member whom this address and password sign in.

    `device` is the name of a browser that the member signed in with before. Raises Throttled after too many wrong tries
    in 15 minutes (spec K9), ValidationError otherwise; what a suspension says comes only after the right password.
    """
    limits = _limits(address, ip, device)
    # Counted before the password is looked at, so that guesses sent at once cannot get a sixth.
    try:
        spend_all(limits)
    except Throttled:
        _note("log-in locked", address, ip)
        raise
    try:
        member = member_of_credentials(address, password)
    except Busy:
        give_back_all(limits)
        raise
    if member is None:
        _note("log-in failed", address, ip)
        raise ValidationError(WRONG, code="wrong")
    give_back_all(limits)
    if member.password_is_over:
        raise ValidationError(OVER, code="wrong")
    if not member.is_active:
        code = "suspended" if member.status == Member.Status.SUSPENDED else "banned"
        raise ValidationError(_why_not(member), code=code)
    return member


def _limits(address: str, ip: str, device: str) -> list[dict[str, Any]]:
    """What holds guesses: an account's in one network, and all that strangers make at it; a known browser's apart.

    So whoever guesses wrong on purpose shuts out neither the member's own browsers nor, with a few tries, anybody else.
    """
    account = email_index(address).hex()
    if device:
        return [{"scope": "login-device", "who": f"{account}:{device}", "times": TRIES, **LENT}]
    return [
        *limits_of_network("login-ip", ip, times=TRIES_AN_IP, **LENT),
        {"scope": "login", "who": f"{account}:{network_of(ip)}", "times": TRIES, **LENT},
        {"scope": "login-account", "who": account, "times": TRIES_OF_STRANGERS, **LENT},
    ]


def _note(what: str, address: str, ip: str) -> None:
    """A line in the log, with the member whom it concerns and a name for the network that lasts a day."""
    member = Member.objects.with_email(address).values_list("public_id", flat=True).first()
    logger.warning(what, extra={"member": member or "", "network": trace_of(ip)})


def note_log_in(request: HttpRequest, user: Member, **kwargs: object) -> None:
    """A line in the log for who signed in on a page; the API says so when it opens a log-in."""
    logger.info("log-in", extra={"member": user.public_id, "network": trace_of(ip_of(request))})


def _why_not(member: Member) -> str:
    if member.status == Member.Status.SUSPENDED:
        until = timezone.localtime(member.suspended_until)
        return f"이용이 정지된 계정입니다. {until:%y.%m.%d. %H:%M}까지 로그인할 수 없습니다."
    return "이용이 제한된 계정입니다. 문의: hello@polibat.com"


def check_second_factor(member: Member, *, code: str | None, ip: str) -> None:
    """Ask staff for the second factor after the right password, where one is set up or has to be.

    Raises ValidationError (`two_factor_required`, `two_factor_wrong`; `two_factor_missing` for whoever has to set one
    up in the back office first) or Throttled.
    """
    if not two_factor.is_enrolled(member):
        if two_factor.is_required(member):
            message = "관리 사이트에서 2단계 인증을 먼저 등록해 주세요."
            raise ValidationError({"code": ValidationError(message, code="two_factor_missing")})
        return
    if not code:
        message = "인증 앱의 코드나 복구 코드를 함께 보내 주세요."
        raise ValidationError({"code": ValidationError(message, code="two_factor_required")})
    try:
        two_factor.verify(member, code=code, ip=ip)
    except Later:
        raise
    except ValidationError as error:
        raise ValidationError({"code": ValidationError(two_factor.WRONG, code="two_factor_wrong")}) from error
