"""Signing in."""

from django.core.exceptions import ValidationError
from django.utils import timezone

from accounts.models import Member
from accounts.services import two_factor
from accounts.services.backends import member_of_credentials
from polibat.security.encryption import email_index
from polibat.security.limits import Throttled, give_back, spend
from polibat.web.client import network_of

TRIES_AN_ACCOUNT = 5
TRIES_AN_IP = 30
WINDOW = 15 * 60
# A right try is given back.
LENT = {"per": WINDOW, "is_lent": True}
WRONG = "이메일 또는 비밀번호가 올바르지 않습니다."


def find_for_log_in(address: str, password: str, *, ip: str) -> Member:
    """The member whom this address and password sign in.

    Raises Throttled after 5 wrong tries of an account or 30 of a network address in 15 minutes, ValidationError
    otherwise; what a suspension says comes only after the right password.
    """
    limits = [
        {"scope": "login-ip", "who": network_of(ip), "times": TRIES_AN_IP, **LENT},
        {"scope": "login", "who": email_index(address).hex(), "times": TRIES_AN_ACCOUNT, **LENT},
    ]
    # Counted before the password is looked at, so that guesses sent at once cannot get a sixth.
    for limit in limits:
        spend(**limit)
    member = member_of_credentials(address, password)
    if member is None:
        raise ValidationError(WRONG, code="wrong")
    for limit in limits:
        give_back(**limit)
    if not member.is_active:
        code = "suspended" if member.status == Member.Status.SUSPENDED else "banned"
        raise ValidationError(_why_not(member), code=code)
    return member


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
    except Throttled:
        raise
    except ValidationError as error:
        raise ValidationError({"code": ValidationError(two_factor.WRONG, code="two_factor_wrong")}) from error
