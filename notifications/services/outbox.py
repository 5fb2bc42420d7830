"""The outbox: a delivery is stored in the transaction that causes it."""

import uuid
from typing import Any

from django.utils import timezone

from accounts.models import Member
from notifications.models.delivery import Delivery
from notifications.models.mail_kinds import ASKED_FOR, URGENT
from polibat.jobs.names import Job, queue_job
from polibat.mail import seal, unseal

State = Delivery.State


def queue_delivery(
    *,
    template: str,
    context: dict[str, Any],
    member: Member | None,
    to: str,
    office: str,
    event: str,
    about: str,
    url: str,
) -> None:
    """Queue a mail to a `member`, to the `office` of a politician (public id) at `to`, or to an address `to`.

    One `event` makes one mail for each recipient, however often it is queued; without one every call makes a mail.
    `about` names the text it tells of, `url` (inside the site) where its signed link leads.
    """
    delivery = Delivery(
        kind=template,
        event=event or f"mail:{uuid.uuid4().hex}",
        member=member,
        recipient=member.public_id if member else office,
        sealed=seal({"to": to, "context": context}),
        about=about,
        url=url,
    )
    Delivery.objects.bulk_create([delivery], ignore_conflicts=True)
    # Of an event that was queued before no row has this key, and the job finds nothing to do.
    queue_job(Job.SEND_DELIVERY, key=str(delivery.key), priority=priority_of(template))


def priority_of(kind: str) -> int:
    """How far in front a mail stands among those that wait."""
    return URGENT if kind in ASKED_FOR else 0


def record_told(*, template: str, office: str, event: str, about: str, url: str) -> None:
    """Keep that the side of a politician (`office`, public id) heard of a text by the bell alone: no mail goes out."""
    now = timezone.now()
    told = Delivery(
        kind=template,
        event=event,
        recipient=office,
        about=about,
        url=url,
        state=State.TOLD,
        accepted_at=now,
        ended_at=now,
    )
    Delivery.objects.bulk_create([told], ignore_conflicts=True)


def drop_deliveries(about: str) -> None:
    """Send nothing more that tells of the text `about`: nobody may read it any more."""
    ended = {"state": State.DROPPED, "reason": "글이 숨겨지거나 삭제됨", "sealed": "", "ended_at": timezone.now()}
    Delivery.objects.about(about).filter(state=State.QUEUED).update(**ended)


def reword_deliveries(about: str, **words: str) -> None:
    """Let mails that tell of the text `about` and did not leave yet say its words of now."""
    for delivery in Delivery.objects.about(about).filter(state=State.QUEUED).select_for_update(no_key=True):
        told = unseal(delivery.sealed)
        told["context"] |= words
        delivery.sealed = seal(told)
        delivery.save(update_fields=["sealed"])
