"""The second factor of staff: an app's secret, codes for when the phone is lost, and what happened to them."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.utils import timezone

if TYPE_CHECKING:
    from django.db.models.fields.related_descriptors import RelatedManager

from accounts.models.member import Member


class TwoFactor(models.Model):
    """The secret that a member's authenticator app shares with the site, encrypted; it counts once it is confirmed."""

    member = models.OneToOneField(Member, models.PROTECT, related_name="two_factor", verbose_name="회원")
    member_id: int
    secret = models.BinaryField(max_length=200)
    # The newest step of half a minute whose code was used: a code that was looked over a shoulder is worth nothing.
    last_step = models.BigIntegerField(default=0)
    confirmed_at = models.DateTimeField("등록일시", null=True)
    created_at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = verbose_name_plural = "2단계 인증"

    recovery_codes: "RelatedManager[RecoveryCode]"

    def __str__(self):
        return str(self.member_id)

    @property
    def secret_binding(self):
        """What the secret's cipher is bound to."""
        return f"accounts.twofactor:{self.member_id}"


class RecoveryCode(models.Model):
    """A code that stands in for the app once; kept as a keyed hash."""

    two_factor = models.ForeignKey(TwoFactor, models.CASCADE, related_name="recovery_codes")
    two_factor_id: int
    code_hash = models.BinaryField(max_length=32)
    used_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = verbose_name_plural = "복구 코드"
        constraints = [models.UniqueConstraint(fields=["two_factor", "code_hash"], name="recoverycode_once")]

    def __str__(self):
        return f"{self.two_factor_id}"


class TwoFactorChange(models.Model):
    """What happened to a member's second factor, by whom and why; written once."""

    class Verb(models.TextChoices):
        ENROLLED = "ENROLLED", "등록"
        NEW_CODES = "NEW_CODES", "복구 코드 재발급"
        CODE_USED = "CODE_USED", "복구 코드 사용"
        RESET = "RESET", "초기화"

    member = models.ForeignKey(Member, models.PROTECT, related_name="two_factor_changes", verbose_name="회원")
    member_id: int
    verb = models.CharField("내용", max_length=10, choices=Verb)
    get_verb_display: Callable[[], str]
    reason = models.CharField("사유", max_length=500, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="처리자")
    created_at = models.DateTimeField("일시", default=timezone.now)

    class Meta:
        verbose_name = verbose_name_plural = "2단계 인증 이력"
        ordering = ["-created_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(verb__in=["ENROLLED", "NEW_CODES", "CODE_USED", "RESET"]),
                name="twofactorchange_verb",
            )
        ]

    def __str__(self):
        return f"{self.member_id}: {self.get_verb_display()}"
