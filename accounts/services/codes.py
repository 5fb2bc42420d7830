"""Six-digit codes by mail: 5 minutes, 5 tries, once; nobody learns from them whether an address is known."""

import hmac
import secrets
from datetime import timedelta

from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction
from django.db.models import F
from django.utils import timezone

from accounts.models import EmailCode, Member, Tombstone
from accounts.models.member import nickname_key
from polibat.mail import queue_mail
from polibat.security.encryption import email_index, keyed_hash
from polibat.security.limits import Throttled, spend
from polibat.text import clean_line
from polibat.web.client import network_of

LIFETIME = timedelta(minutes=5)
RESEND_AFTER = timedelta(seconds=60)
CODES_AN_HOUR = 5
CODES_AN_HOUR_AN_IP = 30
REJOIN_AFTER = timedelta(days=30)


def tombstone_mark(index: bytes) -> bytes:
    """The mark that the address of a leaver leaves: a keyed hash of its blind index."""
    return keyed_hash(bytes(index).hex(), purpose="tombstone")


def _code_hash(row: EmailCode, code: str) -> bytes:
    return keyed_hash(
        f"{row.purpose}:{bytes(row.email_index).hex()}:{row.created_at.isoformat()}:{code}", purpose="code"
    )


def _throttle(index: bytes, purpose: EmailCode.Purpose, ip: str) -> None:
    """One code a minute for an address and purpose, 5 an hour for an address, 30 an hour for a network address.

    Requests for one address wait for each other until the transaction ends, so that the second sees the first's code.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [int.from_bytes(index[:8], "big", signed=True)])
    newest = EmailCode.objects.filter(email_index=index, purpose=purpose).order_by("-pk").first()
    if newest and (age := timezone.now() - newest.created_at) < RESEND_AFTER:
        raise Throttled((RESEND_AFTER - age).total_seconds() + 1)
    spend("code-ip", network_of(ip), times=CODES_AN_HOUR_AN_IP, per=3600)
    spend("code", index.hex(), times=CODES_AN_HOUR, per=3600, is_told=False)


def _make(index: bytes, purpose: EmailCode.Purpose, *, is_decoy: bool) -> str:
    """Store a new code, which ends the older ones of the address; returns it. Raises Throttled for two at once."""
    code = f"{secrets.randbelow(10**6):06d}"
    now = timezone.now()
    EmailCode.objects.filter(email_index=index, purpose=purpose, used_at__isnull=True).update(used_at=now)
    row = EmailCode(purpose=purpose, email_index=index, created_at=now, expires_at=now + LIFETIME, is_decoy=is_decoy)
    row.code_hash = _code_hash(row, code)
    try:
        with transaction.atomic():
            row.save()
    except IntegrityError as error:
        raise Throttled(RESEND_AFTER.total_seconds()) from error
    return code


@transaction.atomic
def request_signup_code(address: str, *, ip: str) -> None:
    """Mail a code to an address that wants to join; raises Throttled when `address` or `ip` ask too often.

    A known address (or one whose member left less than 30 days ago) gets a mail that says so instead, and a decoy
    row, so that the page answers alike.
    """
    index = email_index(address)
    _throttle(index, EmailCode.Purpose.SIGNUP, ip)
    known = Member.objects.filter(email_index=index).exists()
    left = Tombstone.objects.filter(mark=tombstone_mark(index), left_at__gt=timezone.now() - REJOIN_AFTER).exists()
    code = _make(index, EmailCode.Purpose.SIGNUP, is_decoy=known or left)
    template = "already_member" if known else "left_recently" if left else "signup_code"
    queue_mail(to=address, template=template, context={"code": "" if known or left else code})


@transaction.atomic
def request_reset_code(address: str, *, nickname: str, ip: str) -> None:
    """Mail a code for a new password when address and nickname belong together; the page answers alike when not.

    Any other pair gets one and the same mail, whether the address is known or not: no account was found for address
    and nickname together. Its owner is not left waiting, and learns that somebody tried. Raises Throttled.
    """
    index = email_index(address)
    _throttle(index, EmailCode.Purpose.RESET, ip)
    member = Member.objects.filter(email_index=index).first()
    matches = member is not None and member.nickname_key == nickname_key(clean_line(nickname))
    code = _make(index, EmailCode.Purpose.RESET, is_decoy=not matches)
    template = "reset_code" if matches else "reset_mismatch"
    queue_mail(to=address, template=template, context={"code": code if matches else ""})


def spend_try(address: str, purpose: EmailCode.Purpose, code: str) -> EmailCode:
    """Try `code` as the live code of an address; the row when it is right, else raises ValidationError.

    Stands outside any transaction that may be rolled back: a wrong try must stay counted. The try is counted before it
    is compared, so that guesses sent at once cannot get a sixth; a right one is given back, because the rest of the
    form may still be refused.
    """
    index = email_index(address)
    row = EmailCode.objects.live().filter(email_index=index, purpose=purpose).order_by("-pk").first()
    if row is None:
        newest = EmailCode.objects.filter(email_index=index, purpose=purpose).order_by("-pk").first()
        if newest and newest.expires_at <= timezone.now():
            raise ValidationError("인증시간이 만료되었습니다. 다시 발송해주세요.", code="expired")
        raise ValidationError("인증코드가 올바르지 않습니다. 인증코드를 다시 받아 주세요.", code="no_code")
    counted = EmailCode.objects.filter(pk=row.pk, tries__lt=EmailCode.MAX_TRIES).update(tries=F("tries") + 1)
    right = hmac.compare_digest(bytes(row.code_hash), _code_hash(row, code))
    if not counted or not right or row.is_decoy:
        raise ValidationError("인증코드가 올바르지 않습니다.", code="wrong_code")
    EmailCode.objects.filter(pk=row.pk).update(tries=F("tries") - 1)
    return row


def check_signup_code(address: str, *, code: str) -> None:
    """Say early whether a sign-up code is right, without using it; wrong ones cost a try. Raises ValidationError."""
    try:
        spend_try(address, EmailCode.Purpose.SIGNUP, code)
    except ValidationError as error:
        raise ValidationError({"code": error.error_list}) from error


def used_before() -> ValidationError:
    """The refusal of a code that does no more."""
    return ValidationError("이미 사용한 인증코드입니다. 다시 받아 주세요.", code="used_code")


def use_code(row: EmailCode) -> None:
    """Mark a right code as used; raises ValidationError when another request used it first."""
    if not EmailCode.objects.filter(pk=row.pk, used_at__isnull=True).update(used_at=timezone.now()):
        raise used_before()
