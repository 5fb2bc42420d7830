"""Rows about members that are written once and never changed."""

from collections.abc import Callable

from django.conf import settings
from django.db import models
from django.utils import timezone

from accounts.models.member import Member


class StatusChange(models.Model):
    """One change of a member's status: before, after, why, by whom."""

    member = models.ForeignKey(Member, models.PROTECT, related_name="status_changes", verbose_name="회원")
    member_id: int
    before = models.CharField("변경 전", max_length=12, choices=Member.Status, blank=True)
    get_before_display: Callable[[], str]
    after = models.CharField("변경 후", max_length=12, choices=Member.Status)
    get_after_display: Callable[[], str]
    reason = models.CharField("사유", max_length=500, blank=True)
    note = models.CharField("비고", max_length=500, blank=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        related_name="+",
        verbose_name="처리자",
        help_text="비어 있으면 시스템",
    )
    created_at = models.DateTimeField("처리일시", default=timezone.now)

    class Meta:
        verbose_name = verbose_name_plural = "회원상태 변경이력"
        ordering = ["-created_at", "-pk"]
        indexes = [models.Index(fields=["-created_at", "-id"], name="statuschange_date")]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(after__in=Member.Status.values, before__in=["", *Member.Status.values]),
                name="statuschange_statuses",
            )
        ]

    def __str__(self):
        return f"{self.get_before_display() or '가입'} → {self.get_after_display()}"


class NicknameChange(models.Model):
    """One change of a nickname; once a day and three times a month are counted from these rows."""

    member = models.ForeignKey(Member, models.PROTECT, related_name="nickname_changes", verbose_name="회원")
    before = models.CharField("변경 전", max_length=20)
    after = models.CharField("변경 후", max_length=20)
    created_at = models.DateTimeField("변경일시", default=timezone.now)

    class Meta:
        verbose_name = verbose_name_plural = "닉네임 변경이력"
        ordering = ["-created_at", "-pk"]

    def __str__(self):
        return f"{self.before} → {self.after}"


class Consent(models.Model):
    """What a member agreed to and when."""

    member = models.ForeignKey(Member, models.PROTECT, related_name="consents", verbose_name="회원")
    member_id: int
    version = models.ForeignKey(
        "policies.PolicyVersion", models.PROTECT, related_name="consents", verbose_name="정책 버전"
    )
    version_id: int
    agreed_at = models.DateTimeField("동의일시", default=timezone.now)

    class Meta:
        verbose_name = verbose_name_plural = "동의 이력"
        ordering = ["-agreed_at", "-pk"]
        constraints = [models.UniqueConstraint(fields=["member", "version"], name="consent_once")]

    def __str__(self):
        return f"{self.member_id}: {self.version_id}"
