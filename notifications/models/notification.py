"""A notification: whom, what about, where to look; and which kinds of them a member wants."""

from datetime import timedelta

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils import timezone

from polibat.managers import manager


class NotificationQuerySet(models.QuerySet["Notification"]):
    """A member's own notifications, and no one else's."""

    def visible_to(self, member):
        """Those addressed to `member`."""
        return self.filter(member=member) if member.is_authenticated else self.none()

    def unread(self):
        """Those not looked at yet."""
        return self.filter(read_at__isnull=True)

    def outdated(self):
        """Those read so long ago that nobody looks for them any more."""
        return self.filter(read_at__lt=timezone.now() - timedelta(days=Notification.KEPT_DAYS))


class Notification(models.Model):
    """One event that concerns one member, with a link to it."""

    class Kind(models.TextChoices):
        COMMENT = "COMMENT", "내 글의 댓글"
        REPLY = "REPLY", "내 댓글의 답글"
        ANSWER = "ANSWER", "정치인의 답변"
        NAMED = "NAMED", "정치인 지목"
        DECISION = "DECISION", "운영 조치"
        REPORT = "REPORT", "신고 결과"
        SUGGESTION = "SUGGESTION", "불편/제안 답변"
        APPLICATION = "APPLICATION", "가입 신청 결과"
        DATA = "DATA", "내 정보 내려받기"
        STAFF = "STAFF", "운영자 알림"

    class Mail(models.TextChoices):
        DUE = "DUE", "보낼 메일"
        DAILY = "DAILY", "하루 소식에 넣을 메일"

    # What became of one's own account and texts: nobody can switch it off and then say that they were not told.
    ALWAYS = (Kind.DECISION, Kind.APPLICATION, Kind.DATA, Kind.STAFF)
    KEPT_DAYS = 180

    member = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="notifications", verbose_name="회원"
    )
    member_id: int
    kind = models.CharField("종류", max_length=12, choices=Kind)
    # `{actor}` in the text stands for who caused it, named as they are called when it is read.
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="일으킨 회원"
    )
    text = models.CharField("내용", max_length=300)
    url = models.CharField("주소", max_length=300, blank=True)
    # Names what happened, e.g. `comment:FB000001-CM0001`: however often it is told, a member has one entry of it.
    event = models.CharField("사건", max_length=120, null=True, blank=True, editable=False)
    mail = models.CharField("메일", max_length=5, choices=Mail, default="", db_default="", blank=True, editable=False)
    created_at = models.DateTimeField("일시", default=timezone.now)
    read_at = models.DateTimeField("읽은 일시", null=True, blank=True)

    objects: NotificationQuerySet = manager(NotificationQuerySet)

    class Meta:
        verbose_name = verbose_name_plural = "알림"
        ordering = ["-pk"]
        indexes = [
            models.Index(fields=["member", "-id"], name="notification_member"),
            models.Index(fields=["member"], condition=models.Q(read_at__isnull=True), name="notification_unread"),
            models.Index(fields=["mail", "id"], condition=~models.Q(mail=""), name="notification_mail"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(
                    kind__in=[
                        *("COMMENT", "REPLY", "ANSWER", "NAMED", "DECISION"),
                        *("REPORT", "SUGGESTION", "APPLICATION", "DATA", "STAFF"),
                    ]
                ),
                name="notification_kind",
            ),
            # Opening a notification redirects to its address, so it can only ever lead inside the site.
            models.CheckConstraint(
                condition=models.Q(url="") | models.Q(url__regex=r"^/([^/\\]|$)"), name="notification_url_is_internal"
            ),
            models.UniqueConstraint(fields=["member", "event"], name="notification_once_an_event"),
        ]

    def __str__(self):
        return self.shown_text

    @property
    def shown_text(self):
        """The text with the name that its actor has now; somebody who left is not named any more."""
        return self.text.replace("{actor}", self.actor.nickname) if self.actor else self.text


class NotificationPreferenceQuerySet(models.QuerySet["NotificationPreference"]):
    """What members want to hear of."""

    def muting(self, kind, members):
        """Of those among `members` who switched `kind` off."""
        return self.filter(member__in=members, muted__contains=[kind])

    def of(self, member):
        """What `member` chose; everything is on for somebody who never chose."""
        return self.filter(member=member).first() or NotificationPreference(member=member)


class NotificationPreference(models.Model):
    """The kinds of notifications that a member switched off; a member without a row gets all."""

    class Mail(models.TextChoices):
        NOW = "NOW", "바로"
        DAILY = "DAILY", "하루 한 번"
        OFF = "OFF", "끔"

    member = models.OneToOneField(
        settings.AUTH_USER_MODEL,
        models.CASCADE,
        primary_key=True,
        related_name="notification_preference",
        verbose_name="회원",
    )
    member_id: int
    muted = ArrayField(models.CharField(max_length=12), default=list, blank=True, verbose_name="끈 알림")

    mail = models.CharField("메일", max_length=5, choices=Mail, default=Mail.NOW, db_default="NOW")
    # Mails that the member wants to hear of in the site alone.
    mail_muted = ArrayField(
        models.CharField(max_length=40), default=list, db_default=[], blank=True, verbose_name="끈 메일"
    )

    objects: NotificationPreferenceQuerySet = manager(NotificationPreferenceQuerySet)

    class Meta:
        verbose_name = verbose_name_plural = "알림 설정"
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(muted__overlap=["DECISION", "APPLICATION", "DATA", "STAFF"]),
                name="notification_preference_keeps_what_is_due",
                violation_error_message="회원 자격과 운영 조치 알림은 끌 수 없습니다.",
            ),
            models.CheckConstraint(
                condition=models.Q(mail__in=["NOW", "DAILY", "OFF"]), name="notification_preference_mail"
            ),
        ]

    def wants_mail(self, mail):
        """Whether the member wants the mail called `mail` (one that can be switched off)."""
        return self.mail != self.Mail.OFF and mail not in self.mail_muted

    def __str__(self):
        return ", ".join(str(Notification.Kind(kind).label) for kind in self.muted) or "모두 받음"


# Django looks for an app's rows here; those of mail have a file of their own.
from notifications.models.delivery import Delivery, Suppression  # noqa: E402, F401
from notifications.models.staff_channel_event import StaffChannelEvent  # noqa: E402, F401
