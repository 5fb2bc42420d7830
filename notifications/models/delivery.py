"""A mail on its way to one recipient, and addresses that want no more of them."""

import uuid
from collections.abc import Callable

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from notifications.models.mail_kinds import MAIL_WORDS
from polibat.managers import manager


class DeliveryQuerySet(models.QuerySet["Delivery"]):
    """Deliveries by what is still to be done with them."""

    def unfinished(self):
        """Those that wait, and those that somebody began to send."""
        return self.filter(state__in=[Delivery.State.QUEUED, Delivery.State.SENDING])

    def due(self, moment):
        """Those that should be on their way at `moment`."""
        return self.unfinished().filter(next_at__lte=moment)

    def about(self, public_id):
        """Those that tell of one text, oldest first."""
        return self.filter(about=public_id).order_by("pk")

    def outdated(self, moment):
        """Those that ended so long ago that nobody asks; what tells of a text stays with it."""
        return self.filter(about="", queued_at__lt=moment).exclude(state__in=["QUEUED", "SENDING"])


class Delivery(models.Model):
    """One event told to one recipient by mail; no address stands here in clear, the words only until they are sent."""

    class State(models.TextChoices):
        QUEUED = "QUEUED", "보낼 예정"
        SENDING = "SENDING", "보내는 중"
        ACCEPTED = "ACCEPTED", "전달됨"
        BOUNCED = "BOUNCED", "반송됨"
        COMPLAINED = "COMPLAINED", "수신 거부 신고"
        FAILED = "FAILED", "보내지 못함"
        DROPPED = "DROPPED", "보내지 않음"
        # No mail: nobody takes one, and the bell told those who speak for the recipient.
        TOLD = "TOLD", "사이트 알림으로 전달"

    # Names the delivery to jobs, providers and receivers.
    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    kind = models.CharField("종류", max_length=40)
    # Names what happened: a recipient gets one mail of it, however often and by whomever it is queued.
    event = models.CharField("사건", max_length=160)
    member = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="deliveries", verbose_name="받는 회원"
    )
    member_id: int | None
    # The public id of the member or of the politician whose office it is; "" for an address that is nobody's yet.
    recipient = models.CharField("받는 사람", max_length=20, blank=True)
    # Address (unless a member's) and words, encrypted; emptied when there is nothing more to send.
    sealed = models.TextField(blank=True, editable=False)
    # The text that the mail tells of, by its public id, and where its link leads.
    about = models.CharField("글", max_length=20, blank=True)
    url = models.CharField("주소", max_length=300, blank=True)
    state = models.CharField("상태", max_length=10, choices=State, default=State.QUEUED)
    get_state_display: Callable[[], str]
    reason = models.CharField("이유", max_length=200, blank=True)
    attempts = models.PositiveSmallIntegerField("시도", default=0)
    # Ours, set before the first attempt and kept by every further one, so that receivers can tell a double.
    message_id = models.CharField("Message-ID", max_length=120, blank=True)
    queued_at = models.DateTimeField("등록", default=timezone.now)
    next_at = models.DateTimeField("다음 시도", default=timezone.now)
    claimed_at = models.DateTimeField("마지막 시도", null=True)
    accepted_at = models.DateTimeField("전달", null=True)
    ended_at = models.DateTimeField("끝", null=True)
    opened_at = models.DateTimeField("확인", null=True)

    objects: DeliveryQuerySet = manager(DeliveryQuerySet)

    class Meta:
        verbose_name = verbose_name_plural = "메일"
        ordering = ["-pk"]
        indexes = [
            models.Index(fields=["next_at"], condition=Q(state__in=["QUEUED", "SENDING"]), name="delivery_due"),
            models.Index(fields=["about"], condition=~Q(about=""), name="delivery_about"),
            models.Index(fields=["message_id"], condition=~Q(message_id=""), name="delivery_message"),
            models.Index(fields=["recipient", "kind", "-claimed_at"], name="delivery_recipient"),
            models.Index(fields=["state", "-id"], name="delivery_state"),
            models.Index(fields=["queued_at"], condition=Q(about=""), name="delivery_queued"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["event", "recipient"], name="delivery_once_an_event"),
            models.CheckConstraint(
                condition=Q(
                    state__in=[
                        *("QUEUED", "SENDING", "ACCEPTED", "BOUNCED", "COMPLAINED", "FAILED", "DROPPED", "TOLD"),
                    ]
                ),
                name="delivery_state",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["SENDING", "ACCEPTED"]) | ~Q(message_id=""), name="delivery_names_its_message"
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["ACCEPTED", "TOLD"]) | Q(accepted_at__isnull=False), name="delivery_accepted_at"
            ),
            models.CheckConstraint(
                condition=Q(url="") | Q(url__regex=r"^/([^/\\]|$)"), name="delivery_url_is_internal"
            ),
        ]

    def __str__(self):
        return f"{MAIL_WORDS.get(self.kind, self.kind)} · {self.get_state_display()}"


class Suppression(models.Model):
    """An address, by its blind index, that gets no more mail; a member with a new address is reached again."""

    class Reason(models.TextChoices):
        BOUNCED = "BOUNCED", "반송됨"
        COMPLAINED = "COMPLAINED", "스팸 신고"
        UNSUBSCRIBED = "UNSUBSCRIBED", "수신 거부"

    mark = models.BinaryField(max_length=32, unique=True)
    reason = models.CharField("이유", max_length=12, choices=Reason)
    get_reason_display: Callable[[], str]
    created_at = models.DateTimeField("일시", default=timezone.now)

    class Meta:
        verbose_name = verbose_name_plural = "메일 수신 중지"
        constraints = [
            models.CheckConstraint(
                condition=Q(reason__in=["BOUNCED", "COMPLAINED", "UNSUBSCRIBED"]), name="suppression_reason"
            )
        ]

    def __str__(self):
        return f"{self.get_reason_display()} {self.created_at:%Y-%m-%d}"
