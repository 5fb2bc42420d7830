"""The right to report: how many reports of a member were judged false, and when the right went and came back."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from polibat.text.reason import LONGEST_REASON, NO_REASON

# So many reports judged false take the right to report away (spec R16).
FALSE_REPORTS = 3


class Reporter(models.Model):
    """How many reports of a member were judged false since they last had the right anew."""

    member = models.OneToOneField(
        settings.AUTH_USER_MODEL, models.PROTECT, primary_key=True, related_name="+", verbose_name="회원"
    )
    member_id: int
    false_reports = models.PositiveIntegerField("허위 신고", default=0)

    class Meta:
        verbose_name = verbose_name_plural = "허위 신고 수"

    def __str__(self):
        return f"{self.member_id}: {self.false_reports}"


class RightChange(models.Model):
    """The right to report was taken away (odd numbers) or given back (even ones); the last row says how it stands."""

    member = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="right_changes", verbose_name="회원"
    )
    number = models.PositiveSmallIntegerField("순번")
    is_taken = models.BooleanField("정지")
    reason = models.CharField("사유", max_length=LONGEST_REASON, error_messages={"blank": NO_REASON})
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="처리자",
        help_text="비어 있으면 자동",
    )
    created_at = models.DateTimeField("처리일시", default=timezone.now)

    class Meta:
        verbose_name = verbose_name_plural = "신고 권한 이력"
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(fields=["member", "number"], name="rightchange_one_a_number"),
            # Taken and given back take turns: nobody loses twice what they do not have.
            models.CheckConstraint(
                condition=Q(is_taken=True, number=2 * (F("number") / 2) + 1)
                | Q(is_taken=False, number=2 * (F("number") / 2)),
                name="rightchange_takes_turns",
            ),
            models.CheckConstraint(condition=~Q(reason=""), name="rightchange_has_a_reason"),
        ]

    def __str__(self):
        return f"{self.member}: {'신고 권한 정지' if self.is_taken else '신고 권한 복구'}"
