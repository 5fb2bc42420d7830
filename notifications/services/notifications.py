"""Telling members; mail starts from the same entries."""

import functools
from collections.abc import Iterable

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from accounts.models import Member
from notifications.models import Notification, NotificationPreference
from notifications.models.delivery import Delivery
from notifications.models.mail_kinds import MAIL_OF_KIND
from notifications.models.notification import NotificationQuerySet
from notifications.models.staff_channel_event import StaffChannelEvent
from notifications.services.teams import Facts, card
from polibat.cache.statements import PreparedQuery
from polibat.jobs.names import Job, queue_job


@functools.cache
def _muting(kind: Notification.Kind) -> PreparedQuery:
    return PreparedQuery(
        lambda members: NotificationPreference.objects.muting(kind, members).order_by().values_list("member")
    )


def notify(
    members: Iterable[Member],
    *,
    kind: Notification.Kind,
    text: str,
    url: str = "",
    actor: Member | None = None,
    event: str | None = None,
) -> int:
    """Tell `members` of an event, in the caller's transaction; how many are told, now or before.

    Left out are those who cannot sign in, who switched the kind off, and who were told of the `event` before (also when
    two tell them at once). `url` is a path inside the site (the database refuses anything else); a text over 300
    characters is cut. `{actor}` in the text is shown as the nickname that `actor` has when it is read, so a name
    outlives nobody who leaves. The entry is what another channel starts from: there is one for each event and member.
    """
    told = {member.pk: member for member in members if member.is_active}
    if kind not in Notification.ALWAYS:
        for (pk,) in _muting(kind)(members=list(told)):
            del told[pk]
    mail = Notification.Mail.DUE if kind in MAIL_OF_KIND else ""
    text = text if len(text) <= 300 else text[:299] + "…"
    Notification.objects.bulk_create(
        (
            Notification(member=member, kind=kind, text=text, url=url, actor=actor, event=event, mail=mail)
            for member in told.values()
        ),
        ignore_conflicts=True,
    )
    return len(told)


def mark_read(notifications: NotificationQuerySet) -> int:
    """Mark the unread ones among `notifications` (a queryset) as read; returns how many."""
    return notifications.unread().update(read_at=timezone.now())


def save_preference(preference: NotificationPreference) -> NotificationPreference:
    """Store which kinds a member switched off; raises ValidationError for one that always stays on."""
    preference.full_clean(exclude=["member"], validate_unique=False)
    # One statement, so that the first choice in two windows at once is no conflict.
    NotificationPreference.objects.bulk_create(
        [preference], update_conflicts=True, unique_fields=["member"], update_fields=["muted", "mail", "mail_muted"]
    )
    return preference


def forget_notifications(member: Member) -> None:
    """Delete what a member who leaves was told, and what they wanted to hear of."""
    Notification.objects.filter(member=member).delete()
    gone = {"state": Delivery.State.DROPPED, "reason": "탈퇴한 회원", "sealed": "", "ended_at": timezone.now()}
    Delivery.objects.unfinished().filter(member=member, state=Delivery.State.QUEUED).update(**gone)
    NotificationPreference.objects.filter(member=member).delete()


@transaction.atomic
def tell_staff_channel(title: str, *, facts: Facts = (), path: str = "", event: str | None = None) -> None:
    """Queue a card for the staff channel in the caller's transaction; nothing without a webhook.

    One `event` makes one card, however often it is told. Names and words of people never stand in it: the channel is
    read by whoever belongs to it.
    """
    if not settings.TEAMS_WEBHOOK_URL:
        return
    if event and not StaffChannelEvent.objects.get_or_create(event=event)[1]:
        return
    queue_job(Job.SEND_CARD, message=card(title, facts=facts, url=f"{settings.SITE_URL}{path}" if path else ""))
