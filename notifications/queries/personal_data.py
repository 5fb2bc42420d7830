"""What notifications hold about a member, for the member (`내 정보 내려받기`)."""

from collections.abc import Iterator
from typing import Any

from accounts.events import Part
from accounts.models import Member
from notifications.models import Notification, NotificationPreference
from notifications.models.delivery import Delivery

SOMEBODY = "다른 회원"


def personal_data(member: Member) -> Iterator[Part]:
    """Yield each file: name, what is in it, its rows. Other members are not named."""
    yield "notifications", "받은 알림", _notifications(member)
    yield "notification_settings", "알림 설정", _settings(member)
    yield "mails", "받은 메일", _mails(member)


def _notifications(member: Member) -> Iterator[dict[str, Any]]:
    mine = Notification.objects.visible_to(member).order_by("pk")
    for row in mine.values("kind", "text", "url", "created_at", "read_at").iterator():
        yield row | {"text": row["text"].replace("{actor}", SOMEBODY)}


def _settings(member: Member) -> list[dict[str, Any]]:
    chosen = NotificationPreference.objects.of(member)
    return [{"muted": chosen.muted, "mail": chosen.mail, "mail_muted": chosen.mail_muted}]


def _mails(member: Member) -> Iterator[dict[str, Any]]:
    mine = Delivery.objects.filter(member=member).order_by("pk")
    return mine.values("kind", "state", "queued_at", "accepted_at", "opened_at").iterator()
