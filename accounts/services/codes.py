"""Six-digit codes by mail: 5 minutes, 5 tries, once; nobody learns from them whether an address is known."""

import hmac
import secrets
from datetime import timedelta

from django.core.exceptions import ValidationError
from django.db import connection, transaction
from django.db.models import F
from django.utils import timezone

from accounts.models import EmailCode, Member, Tombstone
from accounts.models.email import EmailCodeQuerySet
from accounts.services.email import queue_member_mail
from accounts.services.store import canonical_of
from polibat.mail import queue_mail
from polibat.security.encryption import email_index, keyed_hash, mailbox_index
from polibat.security.limits import Throttled, limits_of_network, spend, spend_all

LIFETIME = timedelta(minutes=5)
RESEND_AFTER = timedelta(seconds=60)
CODES_AN_HOUR = 5
CODES_AN_HOUR_AN_IP = 30
REJOIN_AFTER = timedelta(days=30)


def tombstone_mark(index: bytes) -> bytes:
    """The mark that the address of a leaver, or its mailbox, leaves: a keyed hash of the blind index."""
    return keyed_hash(bytes(index).hex(), purpose="tombstone")


def tombstone_marks(address: str) -> list[bytes]:
    """The marks by which an address that left is known again, as it was written or in another way."""
    return [tombstone_mark(email_index(address)), tombstone_mark(mailbox_index(address))]


def _code_hash(row: EmailCode, code: str) -> bytes:
    return keyed_hash(
        f"{row.purpose}:{bytes(row.email_index).hex()}:{row.created_at.isoformat()}:{code}", purpose="code"
    )


def _throttle(index: bytes, mailbox: bytes, purpose: EmailCode.Purpose, ip: str) -> None:
    """One code a minute for an address and purpose, 5 an hour for a mailbox, 30 an hour for a network address.

    Requests for one mailbox wait for each other until the transaction ends, so that the second sees the first's code.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [int.from_bytes(mailbox[:8], "big", signed=True)])
    newest = _codes(index, purpose).first()
    if newest and (age := timezone.now() - newest.created_at) < RESEND_AFTER:
        raise Throttled((RESEND_AFTER - age).total_seconds() + 1)
    spend_all(limits_of_network("code-ip", ip, times=CODES_AN_HOUR_AN_IP, per=3600))
    spend("code", mailbox.hex(), times=CODES_AN_HOUR, per=3600, is_told=False)


def _codes(index: bytes, purpose: EmailCode.Purpose) -> EmailCodeQuerySet:
    return EmailCode.objects.filter(email_index=index, purpose=purpose).order_by("-pk")


def _make(index: bytes, purpose: EmailCode.Purpose, *, is_decoy: bool) -> str:
    """Store a new code; returns it. Those before it live on: anybody may ask for one, and ends nobody's by that."""
    code = f"{secrets.randbelow(10**6):06d}"
    now = timezone.now()
    row = EmailCode(purpose=purpose, email_index=index, created_at=now, expires_at=now + LIFETIME, is_decoy=is_decoy)
    row.code_hash = _code_hash(row, code)
    row.save()
    return code


@transaction.atomic
def request_signup_code(address: str, *, ip: str) -> None:
    """Mail a code to an address that wants to join; raises Throttled when `address` or `ip` ask too often.

    A known mailbox (or one whose member left less than 30 days ago) gets a mail that says so instead, a member at the
    stored address, and a decoy row, so that the page answers alike. Raises ValidationError (email).
    """
    address = canonical_of(address)
    index = email_index(address)
    _throttle(index, mailbox_index(address), EmailCode.Purpose.SIGNUP, ip)
    member = Member.objects.reached_by(address).first()
    left = Tombstone.objects.filter(mark__in=tombstone_marks(address), left_at__gt=timezone.now() - REJOIN_AFTER)
    # Asked in any case, so that a known address costs what an unknown one does.
    is_known = left.exists() or member is not None
    code = _make(index, EmailCode.Purpose.SIGNUP, is_decoy=is_known)
    if member is not None:
        queue_member_mail(member, template="already_member", context={})
    else:
        template = "left_recently" if is_known else "signup_code"
        queue_mail(to=address, template=template, context={"code": "" if is_known else code})


@transaction.atomic
def request_reset_code(address: str, *, ip: str) -> None:
    """Mail a code for a new password to the member of an address; the page answers alike when there is none.

    The code goes to the stored address, whatever was typed. An address that is nobody's gets a mail that says so: who
    mistook it is not left waiting. Raises Throttled, ValidationError (email).
    """
    address = canonical_of(address)
    index = email_index(address)
    _throttle(index, mailbox_index(address), EmailCode.Purpose.RESET, ip)
    member = Member.objects.with_email(address).first()
    code = _make(index, EmailCode.Purpose.RESET, is_decoy=member is None)
    if member is not None:
        queue_member_mail(member, template="reset_code", context={"code": code})
    else:
        queue_mail(to=address, template="reset_unknown", context={})


def spend_try(address: str, purpose: EmailCode.Purpose, code: str) -> EmailCode:
    """Try `code` as one of the live codes of an address; the row when it is right, else raises ValidationError.

    Stands outside any transaction that may be rolled back: a wrong try must stay counted, against each of them. The
    try is counted before it is compared, so that guesses sent at once cannot get a sixth; a right one is given back,
    because the rest of the form may still be refused.
    """
    return _spend_try(email_index(address), purpose, code)


def _spend_try(index: bytes, purpose: EmailCode.Purpose, code: str) -> EmailCode:
    codes = _codes(index, purpose)
    live = list(codes.live())
    if not live:
        newest = codes.first()
        if newest and newest.expires_at <= timezone.now():
            raise ValidationError("인증시간이 만료되었습니다. 다시 발송해주세요.", code="expired")
        raise ValidationError("인증코드가 올바르지 않습니다. 인증코드를 다시 받아 주세요.", code="no_code")
    counted = [row for row in live if _count_try(row)]
    right = [row for row in counted if hmac.compare_digest(bytes(row.code_hash), _code_hash(row, code))]
    if not right or right[0].is_decoy:
        raise ValidationError("인증코드가 올바르지 않습니다.", code="wrong_code")
    EmailCode.objects.filter(pk__in=[row.pk for row in counted]).update(tries=F("tries") - 1)
    return right[0]


def _count_try(row: EmailCode) -> bool:
    """Count a try against a code; False when it had its five."""
    return bool(EmailCode.objects.filter(pk=row.pk, tries__lt=EmailCode.MAX_TRIES).update(tries=F("tries") + 1))


def check_signup_code(address: str, *, code: str) -> None:
    """Say early whether a sign-up code is right, without using it; wrong ones cost a try. Raises ValidationError."""
    try:
        spend_try(address, EmailCode.Purpose.SIGNUP, code)
    except ValidationError as error:
        raise ValidationError({"code": error.error_list}) from error


def used_before() -> ValidationError:
    """The refusal of a code that does no more."""
    return ValidationError("이미 사용한 인증코드입니다. 다시 받아 주세요.", code="used_code")


@transaction.atomic
def use_code(row: EmailCode) -> None:
    """Mark a right code as used, and with it the others of its address; raises ValidationError for one that was."""
    unused = EmailCode.objects.filter(email_index=row.email_index, purpose=row.purpose, used_at__isnull=True)
    locked = set(unused.select_for_update().order_by("pk").values_list("pk", flat=True))
    if row.pk not in locked:
        raise used_before()
    EmailCode.objects.filter(pk__in=locked).update(used_at=timezone.now())


@transaction.atomic
def send_enrolment_code(member: Member, *, ip: str) -> None:
    """Mail staff the code that a first second factor asks for; raises Throttled."""
    index = bytes(member.email_index)
    _throttle(index, bytes(member.mailbox_index or index), EmailCode.Purpose.ENROLMENT, ip)
    code = _make(index, EmailCode.Purpose.ENROLMENT, is_decoy=False)
    queue_mail(member=member, template="enrolment_code", context={"code": code})


@transaction.atomic
def make_enrolment_code(member: Member) -> str:
    """The same code for whoever runs the server, where no mail goes out yet."""
    if not member.level:
        raise ValidationError("운영자만 등록할 수 있습니다.", code="kind")
    return _make(bytes(member.email_index), EmailCode.Purpose.ENROLMENT, is_decoy=False)


def use_enrolment_code(member: Member, *, code: str) -> None:
    """Accept the code of a first enrolment, once; raises ValidationError (code)."""
    try:
        use_code(_spend_try(bytes(member.email_index), EmailCode.Purpose.ENROLMENT, code.strip()))
    except ValidationError as error:
        raise ValidationError({"code": error.error_list}) from error
