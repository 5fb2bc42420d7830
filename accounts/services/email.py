"""Open and re-encrypt members' addresses, each look on record; only the mail job opens others (spec V4 to V6)."""

import logging
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from accounts.events import looks_exceeded, mailbox_shared
from accounts.models import EmailAccess, Member
from polibat.db.deeds import log_deed
from polibat.mail import queue_mail
from polibat.security.encryption import (
    DecryptionError,
    current_key_id,
    decrypt,
    email_index,
    encrypt,
    key_id_of,
    mailbox_index,
)
from polibat.security.limits import Throttled
from polibat.security.permission import require
from polibat.text import clean_line
from polibat.text.length import TextLength, check_lengths

logger = logging.getLogger(__name__)

# What may stand in the way of an index.
SHARED, DOUBLE = "shared", "double"
LEAST_PURPOSE, LONGEST_PURPOSE = 5, 200
PURPOSE = TextLength(
    LONGEST_PURPOSE, least=LEAST_PURPOSE, name="열람 목적은", required="열람 목적을 입력해 주세요.", stored=1
)


class _TooMany(Exception):
    """So many looks are allowed; seconds until there is one again."""

    def __init__(self, limit: int, wait: float) -> None:
        self.limit, self.wait = limit, wait
        super().__init__()


def reveal_email(member: Member, *, by: Member, ip: str, device: str, kind: str, purpose: str) -> str:
    """Open one member's address for one purpose; the look is on record before the address is shown.

    `kind` is one of `EmailAccess.Kind`, `purpose` says it in words. Raises PermissionDenied for whoever may not,
    ValidationError without either or for a member who left, Throttled beyond what one of staff may look at in an hour
    or a day (spec V5), of which the staff channel hears.
    """
    require(by, "accounts.reveal_email", member)
    purpose = clean_line(purpose)
    errors = check_lengths(("purpose", purpose, PURPOSE))
    if kind not in EmailAccess.Kind.values:
        errors["kind"] = ValidationError("열람 구분을 선택해 주세요.", code="required")
    if errors:
        raise ValidationError(errors)
    if member.email_cipher is None:
        raise ValidationError("탈퇴한 회원의 이메일은 남아 있지 않습니다.", code="erased")
    access = EmailAccess(member=member, by=by, ip=ip or None, device=device, kind=kind, purpose=purpose)
    access.full_clean(exclude=["ip"])  # a test or a socket has none
    try:
        _record_look(access, by=by)
    except _TooMany as refused:
        # Outside of the transaction that was taken back, so that it is told.
        logger.warning("too many looks at addresses", extra={"by": by.public_id, "limit": refused.limit})
        looks_exceeded.publish(by=by, limit=refused.limit)
        raise Throttled(refused.wait) from None
    log_deed(logger, "email revealed", extra={"member": member.public_id, "by": by.public_id})
    try:
        return decrypt(member.email_cipher, bound_to=member.email_binding)
    except DecryptionError as error:
        logger.exception("email cannot be opened", extra={"member": member.public_id})
        raise ValidationError("이 이메일을 열 수 있는 키가 없습니다. 개발자에게 알려 주세요.", code="key") from error


@transaction.atomic
def _record_look(access: EmailAccess, *, by: Member) -> None:
    """Put a look on record, unless there were too many; those of one member of staff wait for each other."""
    Member.objects.select_for_update(no_key=True).get(pk=by.pk)
    now = timezone.now()
    for limit, hours in ((settings.STAFF_LOOKS_AN_HOUR, 1), (settings.STAFF_LOOKS_A_DAY, 24)):
        lately = EmailAccess.objects.of_staff(by).filter(created_at__gt=now - timedelta(hours=hours))
        counted = list(lately.order_by("-created_at").values_list("created_at", flat=True)[:limit])
        if len(counted) >= limit:
            raise _TooMany(limit, (counted[-1] + timedelta(hours=hours) - now).total_seconds())
    access.save(force_insert=True)


@transaction.atomic
def own_email(member: Member, *, purpose: str) -> str | None:
    """Open a member's own address for themselves, on record like any other look; None when no key opens it."""
    if member.email_cipher is None:
        return None
    EmailAccess.objects.create(member=member, by=member, purpose=purpose)
    try:
        return decrypt(member.email_cipher, bound_to=member.email_binding)
    except DecryptionError:
        logger.exception("email cannot be opened", extra={"member": member.public_id})
        return None


def queue_member_mail(member: Member, *, template: str, context: dict[str, Any], **mail: str) -> None:
    """Queue a mail to a member in the caller's transaction; the address is opened (and logged) when it is sent.

    `context` travels sealed, because it may hold a temporary password. `mail` is what the door also takes (`event` …).
    """
    queue_mail(member=member, template=template, context=context, **mail)


@transaction.atomic
def change_email_key(member: Member) -> bool:
    """Encrypt a member's address anew under the current key; False when it already is, or changed meanwhile.

    The row is locked, so that a sign-up or withdrawal of the same member can never be overwritten.
    """
    locked = Member.objects.select_for_update(no_key=True).filter(pk=member.pk, email_cipher__isnull=False).first()
    if locked is None or key_id_of(locked.email_cipher) == current_key_id():
        return False
    address = decrypt(locked.email_cipher, bound_to=locked.email_binding)
    cipher = encrypt(address, bound_to=locked.email_binding)
    if decrypt(cipher, bound_to=locked.email_binding) != address:
        raise DecryptionError("the new cipher does not open")
    locked.email_cipher = cipher
    locked.save(update_fields=["email_cipher"])
    EmailAccess.objects.create(member=locked, by=None, purpose="암호화 키 교체")
    return True


@transaction.atomic
def index_address(member: Member) -> str:
    """Find a member's address anew under the present rule of one form (spec V2) and one mailbox (spec M23).

    "" when all is well, `SHARED` when an earlier member has the mailbox, `DOUBLE` when another has the very address
    and this one stays as it is found now; both are told by an event, so that somebody looks.
    """
    locked = Member.objects.select_for_update(no_key=True).filter(pk=member.pk, email_cipher__isnull=False).first()
    if locked is None:
        return ""
    address = decrypt(locked.email_cipher, bound_to=locked.email_binding)
    EmailAccess.objects.create(member=locked, by=None, purpose="주소 색인")
    if not _index(locked, email_index=email_index(address)):
        outcome = DOUBLE
    elif not _index(locked, mailbox_index=mailbox_index(address)):
        outcome = SHARED
    else:
        return ""
    mailbox_shared.publish(member=locked)
    return outcome


def _index(member: Member, **index: bytes) -> bool:
    """Store an index of a member's address; False when it is another member's."""
    try:
        with transaction.atomic():
            Member.objects.filter(pk=member.pk).update(**index)
    except IntegrityError:
        return False
    return True
