"""The record of what was done with banners and popups, and of which counts were brought in."""

from collections.abc import Callable

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from displays.models.banners import Banner
from displays.models.popups import Popup
from polibat.text.reason import NO_REASON


class DisplayChange(models.Model):
    """What was done with a banner or popup, by whom, when and why; only ever added."""

    class Verb(models.TextChoices):
        PUBLISH = "PUBLISH", "등록"
        CHANGE = "CHANGE", "수정"
        MOVE = "MOVE", "순서 변경"
        STOP = "STOP", "중지"
        RESUME = "RESUME", "게시 재개"
        DELETE = "DELETE", "삭제"
        RESTORE = "RESTORE", "복원"

    WITH_REASON = (Verb.STOP, Verb.RESUME, Verb.DELETE, Verb.RESTORE)

    banner = models.ForeignKey(
        Banner, models.PROTECT, null=True, blank=True, related_name="changes", verbose_name="배너"
    )
    popup = models.ForeignKey(Popup, models.PROTECT, null=True, blank=True, related_name="changes", verbose_name="팝업")
    verb = models.CharField("조치", max_length=10, choices=Verb)
    get_verb_display: Callable[[], str]
    reason = models.CharField("사유", max_length=500, blank=True)
    fields = models.CharField("바뀐 항목", max_length=200, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="처리자")
    created_at = models.DateTimeField("처리일시", default=timezone.now)

    class Meta:
        verbose_name = verbose_name_plural = "배너/팝업 이력"
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(banner__isnull=False, popup__isnull=True) | Q(banner__isnull=True, popup__isnull=False),
                name="displaychange_one_target",
            ),
            models.CheckConstraint(
                condition=Q(verb__in=["PUBLISH", "CHANGE", "MOVE", "STOP", "RESUME", "DELETE", "RESTORE"]),
                name="displaychange_verb",
            ),
            models.CheckConstraint(
                condition=~Q(verb__in=["STOP", "RESUME", "DELETE", "RESTORE"]) | ~Q(reason=""),
                name="displaychange_has_a_reason",
                violation_error_message=NO_REASON,
                violation_error_code="required",
            ),
        ]

    def __str__(self):
        return self.get_verb_display()


class DisplayFlush(models.Model):
    """Which batch of counts went into banners and popups last; one row, by which one that is tried again is known."""

    batch = models.CharField(max_length=32)

    class Meta:
        verbose_name = verbose_name_plural = "배너/팝업 집계 반영"

    def __str__(self):
        return self.batch
