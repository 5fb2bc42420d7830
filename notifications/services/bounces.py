"""What comes back of mails: a link that was opened, a wish for no more, a bounce, a complaint."""

import logging

from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import Http404
from django.utils import timezone

from accounts.models import Member
from notifications.models import NotificationPreference
from notifications.models.delivery import Delivery, Suppression
from notifications.models.mail_kinds import OPTIONAL
from polibat.cache.pages import invalidate
from polibat.cache.tags import Tag
from polibat.db.deeds import log_deed
from polibat.security.encryption import email_index
from polibat.security.permission import require

logger = logging.getLogger(__name__)

State = Delivery.State


def delivery_to_open(key: str) -> Delivery:
    """The delivery whose link leads somewhere; raises Http404."""
    delivery = Delivery.objects.filter(key=key).exclude(url="").first()
    if delivery is None:
        raise Http404
    return delivery


@transaction.atomic
def note_opening(delivery: Delivery) -> None:
    """Note that somebody read what a delivery tells of, the first time."""
    first = Delivery.objects.filter(pk=delivery.pk, opened_at__isnull=True).update(opened_at=timezone.now())
    if first and delivery.about:
        invalidate(Tag.post(delivery.about))


def note_answer(about: str) -> None:
    """Note that the side that was told of the text `about` has read it: it answers, in the caller's transaction."""
    Delivery.objects.about(about).filter(opened_at__isnull=True).update(opened_at=timezone.now())


@transaction.atomic
def unsubscribe(recipient: str, kind: str, mark: bytes, *, everything: bool = False) -> None:
    """Send no more mail called `kind` to a member, or none that can be switched off; to an office none at all.

    Repeating it changes nothing. Raises Http404 for a member who is gone.
    """
    if mark:
        reason = Suppression.Reason.UNSUBSCRIBED
        Suppression.objects.get_or_create(mark=mark, defaults={"reason": reason})
        return
    member = Member.objects.select_for_update(no_key=True).filter(public_id=recipient).first()
    if member is None or kind not in OPTIONAL:
        raise Http404
    preference = NotificationPreference.objects.of(member)
    if everything or kind == "digest":
        preference.mail = NotificationPreference.Mail.OFF
    else:
        preference.mail_muted = sorted({*preference.mail_muted, kind})
    preference.save()
    log_deed(logger, "unsubscribed", extra={"member": member.public_id, "kind": kind})


@transaction.atomic
def note_return(
    *, key: str, message_id: str, address: str, is_complaint: bool, reason: str, is_about_us: bool = False
) -> None:
    """Note that the mail to `address` bounced for good or was complained about; no more of it goes there.

    What bounced because of its text or its sender (`is_about_us`) says nothing against the address.

    `key` or `message_id` name the delivery, as far as the provider tells.
    """
    state = State.COMPLAINED if is_complaint else State.FAILED if is_about_us else State.BOUNCED
    if not is_about_us:
        Suppression.objects.update_or_create(
            mark=email_index(address),
            defaults={"reason": Suppression.Reason.COMPLAINED if is_complaint else Suppression.Reason.BOUNCED},
        )
    named = Delivery.objects.none()
    if key:
        message_id = Delivery.objects.filter(key=key).values_list("message_id", flat=True).first() or message_id
    if message_id:
        named = Delivery.objects.filter(message_id=message_id, state__in=[State.ACCEPTED, State.SENDING])
    rows = list(named)
    ended = {"state": state, "reason": reason[:200], "ended_at": timezone.now(), "sealed": ""}
    Delivery.objects.filter(pk__in=[row.pk for row in rows]).update(**ended)
    invalidate(*{Tag.post(row.about) for row in rows if row.about})
    log_deed(logger, "mail came back", extra={"state": state, "deliveries": len(rows)})


@transaction.atomic
def lift_suppression(suppression: Suppression, *, by: Member, reason: str) -> bool:
    """Let mail reach an address again; False when that was done before.

    Raises PermissionDenied, and ValidationError where its owner asked for no more: that is for nobody else to undo.
    """
    require(by, "notifications.lift_suppression", words="관리자만 메일 수신 중지를 풀 수 있습니다.")
    stored = Suppression.objects.select_for_update().filter(pk=suppression.pk).first()
    if stored is None:
        return False
    if stored.reason == Suppression.Reason.UNSUBSCRIBED:
        raise ValidationError("받는 사람이 스스로 거부한 주소는 운영자가 풀 수 없습니다.", code="own_wish")
    stored.delete()
    log_deed(
        logger, "suppression lifted", extra={"suppression": suppression.pk, "was": stored.reason, "by": by.public_id}
    )
    return True


def takes_mail(member: Member, kind: str) -> bool:
    """Whether a mail called `kind`, one that can be switched off, would reach `member`."""
    return NotificationPreference.objects.of(member).wants_mail(kind) and not is_stopped(member)


def is_stopped_office(address: str) -> bool:
    """Whether an office gets no more mail: it bounced, complained or unsubscribed."""
    return Suppression.objects.filter(mark=email_index(address)).exists()


def is_stopped(member: Member) -> str:
    """Why no mail reaches `member` ("" when it does): the address bounced, or its owner complained."""
    if member.email_index is None:
        return ""
    found = Suppression.objects.filter(mark=bytes(member.email_index)).values_list("reason", flat=True).first()
    return found or ""
