"""Handing a delivery to the mail server, once.

The row says SENDING, with the Message-ID, before the server is asked; it says ACCEPTED in a transaction of its own
right after the server's yes. Whoever sends holds a lock of the database meanwhile, which a process that dies lets go:
what stands in SENDING without such a lock was interrupted and is sent again under the same Message-ID. That happens
twice to a receiver only if the process died between the server's yes and our next statement.
"""

import contextlib
import logging
import re
import smtplib
import uuid
from collections.abc import Iterator
from datetime import datetime, timedelta
from email.utils import make_msgid

from django.conf import settings
from django.core.mail import EmailMultiAlternatives, get_connection
from django.db import Error, connection, transaction
from django.utils import timezone

from accounts.models import EmailAccess, Member
from notifications.models import NotificationPreference
from notifications.models.delivery import Delivery, Suppression
from notifications.models.mail_kinds import (
    ASKED_FOR,
    BUNDLED,
    OPTIONAL,
    TOLD_THE_SUSPENDED,
    WORTH_SENDING,
    WORTH_SENDING_OF,
)
from notifications.services.links import open_address, unsubscribe_address
from notifications.services.notifications import tell_staff_channel
from polibat.cache.pages import invalidate
from polibat.cache.tags import Tag
from polibat.mail import compose_mail, unseal
from polibat.mail.breaker import mail_breaker
from polibat.security.encryption import DecryptionError, decrypt, email_index
from polibat.web.log import without_addresses

logger = logging.getLogger(__name__)

State = Delivery.State
FIRST_WAIT = timedelta(minutes=1)
LONGEST_WAIT = timedelta(hours=4)
LOCK_SPACE = 0x6D61696C
# There is no such mailbox (RFC 3463). Only this says something about the address; a full mailbox, a policy or a quota
# passes, and what is said after the text is about the text, or about us.
NO_SUCH_MAILBOX = re.compile(r"5\d\d[ -]5\.1\.(?:1|2|3|6|10)\b")
# Of the answers to a recipient those that are about us: a policy, a log-in that lacks, a server that closes.
ABOUT_US = re.compile(r"421|\d{3}[ -][45]\.7\.|530|535")
RESTING = "메일 서버를 잠시 쉬게 함"


class Unwanted(Exception):
    """The mail must not be sent (any more); the text says why."""


def attempt(key: uuid.UUID | str) -> datetime | None:
    """Try to deliver what `key` names; when it should be tried again, or None."""
    waiting = Delivery.objects.unfinished().filter(key=key).first()
    if waiting is None:
        return None
    name = f"{waiting.recipient}:{waiting.kind}" if waiting.kind in BUNDLED else str(waiting.key)
    with _only_sender(name) as is_mine:
        if not is_mine:
            return None
        claimed, later = _claim(waiting.pk)
        return _deliver(claimed) if claimed else later


@contextlib.contextmanager
def _only_sender(name: str) -> Iterator[bool]:
    """Hold the lock `name` on this connection; yields False when somebody alive holds it."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(%s, hashtext(%s))", [LOCK_SPACE, name])
        is_mine = cursor.fetchone()[0]
    try:
        yield is_mine
    finally:
        if is_mine:
            # Without the connection there is no lock either.
            with contextlib.suppress(Error), connection.cursor() as cursor:
                cursor.execute("SELECT pg_advisory_unlock(%s, hashtext(%s))", [LOCK_SPACE, name])


@transaction.atomic
def _claim(pk: int) -> tuple[list[Delivery], datetime | None]:
    """Mark what goes out as one mail as SENDING: the rows; or none, and when to come again."""
    now = timezone.now()
    first = Delivery.objects.select_for_update(no_key=True).unfinished().filter(pk=pk).first()
    if first is None:
        return [], None
    if first.next_at > now:
        return [], first.next_at
    rows = Delivery.objects.select_for_update(no_key=True).unfinished().filter(recipient=first.recipient)
    rows = rows.filter(kind=first.kind).order_by("pk")
    if first.message_id:
        # Tried before: the same mail again, to the letter.
        rows = list(rows.filter(message_id=first.message_id))
    elif first.kind in BUNDLED:
        if free_at := _next_free(first):
            Delivery.objects.filter(pk=pk).update(next_at=free_at)
            return [], free_at
        rows = list(rows.filter(message_id=""))
    else:
        rows = [first]
    message_id = first.message_id or make_msgid(domain=settings.MAIL_DOMAIN)
    for row in rows:
        row.state, row.message_id, row.claimed_at, row.attempts = State.SENDING, message_id, now, row.attempts + 1
    Delivery.objects.bulk_update(rows, ["state", "message_id", "claimed_at", "attempts"])
    return rows, None


def _next_free(first: Delivery) -> datetime | None:
    """When the recipient of a bundled kind may get the next one; None for now."""
    others = Delivery.objects.filter(recipient=first.recipient, kind=first.kind).exclude(message_id="")
    last = others.order_by("-claimed_at").values_list("claimed_at", flat=True).first()
    free_at = last + BUNDLED[first.kind] if last else None
    return free_at if free_at and free_at > timezone.now() else None


def _deliver(rows: list[Delivery]) -> datetime | None:
    """Send the mail of `rows` and record at once what became of it; when to try again, or None."""
    # Looked at first, so that nobody's address is opened for nothing.
    if mail_breaker.is_open():
        return _rest(rows)
    try:
        message = _compose(rows)
    except Unwanted as error:
        return _end(rows, State.DROPPED, str(error))
    except DecryptionError:
        return _end(rows, State.FAILED, "주소를 열 수 없음")
    if not mail_breaker.lets_pass():
        return _rest(rows)
    server = get_connection()
    try:
        try:
            server.open()
            server.send_messages([message])
        except (OSError, smtplib.SMTPException) as error:
            return _not_taken(rows, error)
        mail_breaker.succeeded()
        return _end(rows, State.ACCEPTED, "")
    finally:
        # After the record: a goodbye that fails or takes its time makes no mail unsent.
        with contextlib.suppress(OSError, smtplib.SMTPException):
            server.close()


def _not_taken(rows: list[Delivery], error: OSError) -> datetime | None:
    """What follows from what the server said, or from its silence."""
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        code, words = next(iter(error.recipients.values()))
        reason = _words(code, words)
        if not ABOUT_US.match(reason):
            # The server is well; this recipient cannot be reached, for good or for now.
            mail_breaker.succeeded()
            return _bounce(rows, reason) if NO_SUCH_MAILBOX.match(reason) else _later(rows, reason)
    elif isinstance(error, smtplib.SMTPResponseException):
        reason = _words(error.smtp_code, error.smtp_error)
    else:
        reason = type(error).__name__
    if mail_breaker.failed():
        _tell_staff(reason)
    return _later(rows, reason)


def _words(code: int, reply: bytes | str) -> str:
    """An answer of the server on one line."""
    words = reply.decode(errors="replace") if isinstance(reply, bytes) else reply
    return " ".join(f"{code} {words}".split())


def _tell_staff(reason: str) -> None:
    """Tell staff that no mail leaves, by the class or the number of the answer: its words may hold an address."""
    said = re.match(r"\d{3}(?: [45]\.\d+\.\d+)?|\w+", reason)
    logger.error("mail server left alone", extra={"reason": said[0] if said else ""})
    facts = [("메일 서버의 답", said[0] if said else "-"), ("기다리는 메일", Delivery.objects.unfinished().count())]
    moment = int(timezone.now().timestamp()) // 600
    tell_staff_channel("메일이 나가지 않습니다", facts=facts, event=f"mail:{moment}")


def _bounce(rows: list[Delivery], reason: str) -> None:
    """End `rows`, and send no more mail to an address that does not exist."""
    if mark := _mark_of(rows[0]):
        Suppression.objects.get_or_create(mark=mark, defaults={"reason": Suppression.Reason.BOUNCED})
    _end(rows, State.BOUNCED, reason)


def _later(rows: list[Delivery], reason: str) -> datetime | None:
    """Put `rows` off, twice as long each time; after a day it is said to have failed."""
    return _put_off(rows, reason, min(FIRST_WAIT * 2 ** min(rows[0].attempts - 1, 10), LONGEST_WAIT))


def _rest(rows: list[Delivery]) -> datetime | None:
    """Put `rows` off until the server may be asked again; that was no attempt."""
    for row in rows:
        row.attempts -= 1
    Delivery.objects.bulk_update(rows, ["attempts"])
    return _put_off(rows, RESTING, timedelta(seconds=mail_breaker.rest))


def _put_off(rows: list[Delivery], reason: str, wait: timedelta) -> datetime | None:
    """Try `rows` again after a while; none of them after the time for which it is worth sending."""
    first, again = rows[0], timezone.now() + wait
    if again > first.queued_at + WORTH_SENDING_OF.get(first.kind, WORTH_SENDING):
        return _end(rows, State.FAILED, reason)
    values = {"state": State.QUEUED, "reason": without_addresses(reason)[:200], "next_at": again}
    Delivery.objects.filter(pk__in=[row.pk for row in rows], state=State.SENDING).update(**values)
    if reason != RESTING:
        logger.warning("mail put off", extra={"delivery": str(first.key), "reason": values["reason"]})
    return again


@transaction.atomic
def _end(rows: list[Delivery], state: Delivery.State, reason: str) -> None:
    now = timezone.now()
    values = {"state": state, "reason": without_addresses(reason)[:200], "sealed": "", "ended_at": now}
    if state == State.ACCEPTED:
        values["accepted_at"] = now
    Delivery.objects.filter(pk__in=[row.pk for row in rows], state=State.SENDING).update(**values)
    logger.info("mail ended", extra={"delivery": str(rows[0].key), "state": state, "reason": values["reason"]})
    invalidate(*{Tag.post(row.about) for row in rows if row.about})


def _compose(rows: list[Delivery]) -> EmailMultiAlternatives:
    """The message of `rows`; raises Unwanted for whoever must get none."""
    first = rows[0]
    opened = [unseal(row.sealed) for row in rows]
    member = Member.objects.filter(pk=first.member_id).first() if first.member_id else None
    address = _address_of_member(first, member) if first.member_id else opened[0]["to"]
    _require_wanted(first, address)
    context = {**opened[0]["context"], "nickname": member.nickname if member else ""}
    if first.url:
        context["url"] = open_address(first)
    if first.kind in BUNDLED:
        pairs = zip(rows, opened, strict=True)
        context["texts"] = [{**values["context"], "url": open_address(row)} for row, values in pairs]
    headers = {"Message-ID": first.message_id, "X-SES-MESSAGE-TAGS": f"delivery={first.key.hex}"}
    if first.kind in OPTIONAL:
        context["unsubscribe_url"] = unsubscribe_address(first, address)
        headers["List-Unsubscribe"] = f"<{context['unsubscribe_url']}>"
        headers["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    return compose_mail(to=address, template=first.kind, context=context, headers=headers)


def _address_of_member(delivery: Delivery, member: Member | None) -> str:
    """The address of a member who may get this mail; the look at it is on record as the system's."""
    if member is None or member.email_cipher is None:
        raise Unwanted("탈퇴한 회원")
    if not member.is_active and delivery.kind not in TOLD_THE_SUSPENDED:
        raise Unwanted("이용이 정지된 회원")
    preference = NotificationPreference.objects.of(member)
    if delivery.kind in OPTIONAL and not preference.wants_mail(delivery.kind):
        raise Unwanted("회원이 끈 메일")
    EmailAccess.objects.create(member=member, by=None, purpose=f"메일 발송: {delivery.kind}")
    return decrypt(member.email_cipher, bound_to=member.email_binding)


def _require_wanted(delivery: Delivery, address: str) -> None:
    """Raise Unwanted for an address that bounced, complained or unsubscribed."""
    stopped = Suppression.objects.filter(mark=email_index(address)).first()
    if stopped is None or delivery.kind in ASKED_FOR:
        return
    if stopped.reason == Suppression.Reason.BOUNCED or delivery.kind in OPTIONAL:
        raise Unwanted(f"메일 수신 중지: {stopped.get_reason_display()}")


def _mark_of(delivery: Delivery) -> bytes | None:
    if delivery.member_id:
        return Member.objects.filter(pk=delivery.member_id).values_list("email_index", flat=True).first()
    return email_index(unseal(delivery.sealed)["to"])
