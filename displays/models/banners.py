"""Banners of the first page, the boards' lists and the pages of texts."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Deferrable, Q
from django.urls import reverse

from displays.models.displays import (
    DESCRIPTION_LENGTH,
    TARGET,
    TARGET_LENGTH,
    TARGET_WORDS,
    Display,
    DisplayQuerySet,
    validate_target,
)

# Seconds until the carousel goes on to the next banner.
QUICKEST, SLOWEST = 2, 60
INTERNAL = "운영자만 보는 메모입니다. 방문자에게는 제목을 읽어 줍니다."
PLACES = (
    "상단메인은 첫 화면의 캐러셀, 하단메인은 첫 화면 맨 아래, 게시판상단은 게시판·투표·공지사항·불편/제안 목록의 위, "
    "사이드바는 그 목록과 글 화면의 아래에 보입니다."
)


class Banner(Display):
    """A picture that leads somewhere, one at a time with others of its place."""

    prefix = "BN"

    class Position(models.TextChoices):
        MAIN_TOP = "MAIN_TOP", "상단메인"
        MAIN_BOTTOM = "MAIN_BOTTOM", "하단메인"
        SIDEBAR = "SIDEBAR", "사이드바"
        BOARD_TOP = "BOARD_TOP", "게시판상단"

    description = models.CharField(
        "설명", max_length=5 * DESCRIPTION_LENGTH, blank=True, default="", db_default="", help_text=INTERNAL
    )
    # Two pictures, because what can be read on a wide screen cannot on a phone.
    pc_image = models.ImageField("PC 이미지", upload_to="images/banners/", editable=False)
    mobile_image = models.ImageField("모바일 이미지", upload_to="images/banners/", editable=False)
    target = models.CharField(
        "링크 주소",
        max_length=TARGET_LENGTH,
        validators=[validate_target],
        help_text=TARGET_WORDS,
    )
    position = models.CharField(
        "위치",
        max_length=12,
        choices=Position,
        default=Position.MAIN_TOP,
        db_default=Position.MAIN_TOP,
        help_text=PLACES,
    )
    new_window = models.BooleanField("새 창에서 열기", default=True, db_default=True)
    tracks_clicks = models.BooleanField("클릭 추적", default=True, db_default=True)
    on_mobile = models.BooleanField("모바일 표시", default=True, db_default=True)
    rotates_after = models.PositiveSmallIntegerField(
        "자동 회전 (초)",
        null=True,
        blank=True,
        default=4,
        db_default=4,
        validators=[MinValueValidator(QUICKEST), MaxValueValidator(SLOWEST)],
        help_text=f"{QUICKEST}초에서 {SLOWEST}초. 비우면 이 배너에서 저절로 넘어가지 않습니다.",
    )
    objects: "DisplayQuerySet[Banner]"
    order = models.PositiveIntegerField("순서", editable=False)
    impressions = models.PositiveBigIntegerField("노출수", default=0, db_default=0, editable=False)
    clicks = models.PositiveBigIntegerField("클릭수", default=0, editable=False)

    class Meta(Display.Meta):
        verbose_name = verbose_name_plural = "배너"
        ordering = ["order"]
        constraints = [
            *Display.Meta.constraints,
            # Kept until the end of a transaction, so that banners can change places.
            models.UniqueConstraint(fields=["order"], name="banner_order_once", deferrable=Deferrable.DEFERRED),
            models.CheckConstraint(
                condition=Q(target__regex=TARGET),
                name="banner_target",
                violation_error_message=TARGET_WORDS,
                violation_error_code="target",
            ),
            models.CheckConstraint(
                condition=Q(position__in=["MAIN_TOP", "MAIN_BOTTOM", "SIDEBAR", "BOARD_TOP"]), name="banner_position"
            ),
            models.CheckConstraint(
                condition=Q(rotates_after=None) | Q(rotates_after__range=(QUICKEST, SLOWEST)),
                name="banner_rotates_after",
                violation_error_message=f"{QUICKEST}초에서 {SLOWEST}초 사이로 입력해 주세요.",
                violation_error_code="seconds",
            ),
        ]

    def get_absolute_url(self):
        """The address that counts a click and leads to the target."""
        return reverse("displays:banner-click", args=[self.public_id])

    @property
    def stands_at(self):
        """A list for what stands beside texts, else the first page."""
        if self.position in {self.Position.BOARD_TOP, self.Position.SIDEBAR}:
            return reverse("boards:post-list", args=["free"])
        return super().stands_at

    @property
    def click_rate(self):
        """Clicks in percent of impressions, to two places; 0 while nobody has seen it."""
        return round(100 * self.clicks / self.impressions, 2) if self.impressions else 0.0
