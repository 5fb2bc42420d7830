"""One log-in through the API: the family of its tokens, of which one refresh token is good at any moment."""

import uuid
from datetime import timedelta

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from accounts.models.member import Member
from polibat.managers import manager


class ApiSessionQuerySet(models.QuerySet["ApiSession"]):
    """Log-ins by whether they still count."""

    def live(self):
        """Those that neither ended nor ran out."""
        return self.filter(ended_at__isnull=True, expires_at__gt=timezone.now())

    def outdated(self):
        """Those that ended or ran out so long ago that nobody asks about them any more."""
        before = timezone.now() - ApiSession.KEPT
        return self.filter(Q(ended_at__lt=before) | Q(expires_at__lt=before))

    def end(self, why):
        """End the ones that have not ended; returns how many."""
        return self.filter(ended_at__isnull=True).update(ended_at=timezone.now(), ended_because=why)


class ApiSession(models.Model):
    """A member signed in on one device; `family` stands in all its tokens, `current` in its newest refresh token."""

    class End(models.TextChoices):
        LOGGED_OUT = "LOGGED_OUT", "로그아웃"
        REUSED = "REUSED", "지난 토큰의 재사용"
        STANDING = "STANDING", "회원 상태나 비밀번호 변경"

    LIFETIME = settings.SIMPLE_JWT["REFRESH_TOKEN_LIFETIME"]
    KEPT = timedelta(days=1)

    member = models.ForeignKey(Member, models.PROTECT, related_name="api_sessions", verbose_name="회원")
    member_id: int
    family = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    current = models.UUIDField(default=uuid.uuid4, editable=False)
    # The one before: sent again within a moment it is a second tab, later a thief or the robbed.
    previous = models.UUIDField(null=True, editable=False)
    # The member's epoch when this began: status and password changes raise it, which ends what began before.
    epoch = models.PositiveIntegerField()
    # When whoever speaks here last gave the password or a code; empty in rows that do not know: at the log-in.
    proved_at = models.DateTimeField("본인 확인", null=True)
    device = models.CharField("기기", max_length=10, blank=True)
    created_at = models.DateTimeField("로그인", default=timezone.now)
    used_at = models.DateTimeField("마지막 갱신", default=timezone.now)
    expires_at = models.DateTimeField("만료")
    ended_at = models.DateTimeField("종료", null=True)
    ended_because = models.CharField("종료 사유", max_length=12, choices=End, blank=True)

    objects: ApiSessionQuerySet = manager(ApiSessionQuerySet)

    class Meta:
        verbose_name = verbose_name_plural = "API 로그인"
        ordering = ["-pk"]
        indexes = [models.Index(fields=["expires_at"], name="apisession_age")]
        constraints = [
            models.CheckConstraint(
                condition=Q(ended_at__isnull=True, ended_because="")
                | Q(ended_at__isnull=False, ended_because__in=["LOGGED_OUT", "REUSED", "STANDING"]),
                name="apisession_ends_for_a_reason",
            )
        ]

    def __str__(self):
        return f"{self.member_id}: {self.device} {self.created_at:%Y-%m-%d %H:%M}"
