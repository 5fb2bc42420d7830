"""Two-factor log-in of staff: a code of an authenticator app, or a recovery code, after the password."""

import base64
import logging
import secrets
from typing import Any

from django.conf import settings
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.http import urlencode
from django_otp.oath import hotp

from accounts.models import Member, RecoveryCode, TwoFactor, TwoFactorChange
from polibat.cache.statements import PreparedQuery
from polibat.db.deeds import log_deed
from polibat.security.encryption import current_key_id, decrypt, encrypt, key_id_of, keyed_hash
from polibat.security.limits import give_back_all, limits_of_network, spend_all
from polibat.security.permission import require
from polibat.text.reason import require_reason

logger = logging.getLogger(__name__)

Verb = TwoFactorChange.Verb
STEP = 30
DIGITS = 6
SECRET_BYTES = 20
RECOVERY_CODES = 10
# Without what is easily mistaken when copied from paper.
ALPHABET = "abcdefghjkmnpqrstuvwxyz23456789"
RECOVERY_LENGTH = 10
TRIES = 5
TRIES_AN_IP = 30
WINDOW = 15 * 60
# A right try is given back.
LENT = {"per": WINDOW, "is_lent": True}
WRONG = "인증 코드가 올바르지 않습니다."
ISSUER = "정치방망이"
# Asked before every page of the back office.
_confirmed = PreparedQuery(
    lambda member: TwoFactor.objects.filter(member=member, confirmed_at__isnull=False).values_list("pk")
)


def is_enrolled(member: Member) -> bool:
    """Whether the member's log-in asks for a code; no query for anybody but staff."""
    return member.kind == Member.Kind.STAFF and bool(_confirmed(member=member.pk))


def is_required(member: Member) -> bool:
    """Whether the member's level counts only in a log-in with a second factor."""
    if settings.TWO_FACTOR != "required" or not member.level:
        return False
    return member.level != "moderator" or settings.TWO_FACTOR_FOR_MODERATORS


@transaction.atomic
def begin_enrolment(member: Member) -> str:
    """A secret for the member's app, as text; the same one until it is confirmed, so that a reload changes nothing.

    Raises PermissionDenied for whoever is no staff, ValidationError when a confirmed one is there.
    """
    if not member.level:
        raise PermissionDenied("운영자만 등록할 수 있습니다.")
    Member.objects.select_for_update(no_key=True).get(pk=member.pk)
    row = TwoFactor.objects.filter(member=member).first()
    if row is not None and row.confirmed_at:
        raise ValidationError("이미 2단계 인증을 사용하고 있습니다.", code="enrolled")
    if row is None:
        row = TwoFactor(member=member)
        secret = base64.b32encode(secrets.token_bytes(SECRET_BYTES)).decode()
        row.secret = encrypt(secret, bound_to=row.secret_binding)
        row.save()
    return _secret_of(row)


def enrolment_address(member: Member, secret: str) -> str:
    """The `otpauth:` address that an app reads from the QR code."""
    query = urlencode({"secret": secret, "issuer": ISSUER, "digits": DIGITS, "period": STEP})
    return f"otpauth://totp/{ISSUER}:{member.public_id}?{query}"


def confirm_enrolment(member: Member, *, code: str, ip: str) -> list[str]:
    """Turn the second factor on with a first code of the app; ends the member's other sessions.

    Returns the recovery codes, which nobody can read again. Raises ValidationError (code) or Throttled.
    """
    limits = _spend(member, ip)
    with transaction.atomic():
        row = TwoFactor.objects.select_for_update().filter(member=member, confirmed_at__isnull=True).first()
        if row is None:
            raise ValidationError({"code": ValidationError("등록을 처음부터 다시 시작해 주세요.", code="no_secret")})
        step = _step_of(row, code)
        if step is None:
            raise ValidationError({"code": ValidationError(WRONG, code="wrong")})
        row.last_step, row.confirmed_at = step, timezone.now()
        row.save(update_fields=["last_step", "confirmed_at"])
        codes = _make_codes(row)
        _record(member, Verb.ENROLLED, by=member)
        Member.objects.filter(pk=member.pk).update(session_epoch=F("session_epoch") + 1)
    give_back_all(limits)
    member.refresh_from_db(fields=["session_epoch"])
    return codes


def verify(member: Member, *, code: str | None, ip: str) -> None:
    """Accept a code of the app (once, at most one step old or early) or a recovery code (once).

    Raises ValidationError (code), or Throttled after 5 wrong ones of a member or 30 of a network address in 15
    minutes. The try is counted before it is compared.
    """
    limits = _spend(member, ip)
    row = TwoFactor.objects.filter(member=member, confirmed_at__isnull=False).first()
    if row is None or not (_use_app_code(row, code) or _use_recovery_code(row, code)):
        raise ValidationError({"code": ValidationError(WRONG, code="wrong")})
    give_back_all(limits)


@transaction.atomic
def new_recovery_codes(member: Member, *, by: Member) -> list[str]:
    """Replace the recovery codes of one's own second factor; returns the new ones."""
    row = TwoFactor.objects.select_for_update().filter(member=member, confirmed_at__isnull=False).first()
    if row is None or by.pk != member.pk:
        raise PermissionDenied
    row.recovery_codes.all().delete()
    codes = _make_codes(row)
    _record(member, Verb.NEW_CODES, by=by)
    return codes


@transaction.atomic
def reset(member: Member, *, by: Member, reason: str) -> bool:
    """Take a lost second factor from other staff, who enrol anew; False when there was none. Ends their sessions."""
    require(by, "accounts.reset_two_factor", member)
    reason = require_reason(reason)
    row = TwoFactor.objects.select_for_update().filter(member=member).first()
    if row is None:
        return False
    row.delete()
    _record(member, Verb.RESET, by=by, reason=reason)
    Member.objects.filter(pk=member.pk).update(session_epoch=F("session_epoch") + 1)
    log_deed(logger, "second factor reset", extra={"member": member.public_id, "by": by.public_id})
    return True


@transaction.atomic
def change_secret_key(member: Member) -> bool:
    """Encrypt a member's secret anew under the current key; False when it already is, or is gone meanwhile.

    Raises DecryptionError for one that does not open.
    """
    row = TwoFactor.objects.select_for_update().filter(member=member).first()
    if row is None or key_id_of(row.secret) == current_key_id():
        return False
    row.secret = encrypt(_secret_of(row), bound_to=row.secret_binding)
    row.save(update_fields=["secret"])
    return True


def members_not_under_key(key_id: int) -> list[Member]:
    """Staff whose secret is encrypted under another key than `key_id`, as the ciphers' headers say."""
    rows = TwoFactor.objects.select_related("member").order_by("pk")
    return [row.member for row in rows if key_id_of(row.secret) != key_id]


def _spend(member: Member, ip: str) -> list[dict[str, Any]]:
    limits = [
        *limits_of_network("two-factor-ip", ip, times=TRIES_AN_IP, **LENT),
        {"scope": "two-factor", "who": member.pk, "times": TRIES, **LENT},
    ]
    spend_all(limits)
    return limits


def _record(member: Member, verb: TwoFactorChange.Verb, *, by: Member, reason: str = "") -> None:
    TwoFactorChange.objects.create(member=member, verb=verb, by=by, reason=reason)


def _secret_of(row: TwoFactor) -> str:
    return decrypt(row.secret, bound_to=row.secret_binding)


def _step_of(row: TwoFactor, code: str | None) -> int | None:
    """The step whose code this is, among those not yet used; None when there is none."""
    code = "".join((code or "").split())
    if not (code.isascii() and code.isdecimal() and len(code) == DIGITS):
        return None
    key = base64.b32decode(_secret_of(row))
    now = int(timezone.now().timestamp()) // STEP
    for step in (now - 1, now, now + 1):
        right = f"{hotp(key, step, digits=DIGITS):0{DIGITS}d}"
        if secrets.compare_digest(right, code) and step > row.last_step:
            return step
    return None


def _use_app_code(row: TwoFactor, code: str | None) -> bool:
    step = _step_of(row, code)
    # The row itself decides between two that send the same code at once.
    return step is not None and bool(TwoFactor.objects.filter(pk=row.pk, last_step__lt=step).update(last_step=step))


@transaction.atomic
def _use_recovery_code(row: TwoFactor, code: str | None) -> bool:
    used = RecoveryCode.objects.filter(two_factor=row, code_hash=_hash(row, _bare(code)), used_at__isnull=True).update(
        used_at=timezone.now()
    )
    if used:
        _record(row.member, Verb.CODE_USED, by=row.member)
    return bool(used)


def _bare(code: str | None) -> str:
    return "".join(letter for letter in (code or "").lower() if letter in ALPHABET)


def _hash(row: TwoFactor, bare: str) -> bytes:
    return keyed_hash(f"{row.pk}:{bare}", purpose="recovery")


def _make_codes(row: TwoFactor) -> list[str]:
    bare = ["".join(secrets.choice(ALPHABET) for _ in range(RECOVERY_LENGTH)) for _ in range(RECOVERY_CODES)]
    RecoveryCode.objects.bulk_create([RecoveryCode(two_factor=row, code_hash=_hash(row, code)) for code in bare])
    return [f"{code[:5]}-{code[5:]}" for code in bare]
