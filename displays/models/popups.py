"""Popups of the first page."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q

from displays.models.displays import (
    TARGET,
    TARGET_LENGTH,
    TARGET_WORDS,
    TEXT_LENGTH,
    Display,
    DisplayQuerySet,
    validate_target,
)

# Seconds until a popup closes by itself: long enough to be read, short enough to be meant.
QUICKEST, SLOWEST = 5, 120


class Popup(Display):
    """A card over a corner of the first page, which a visitor can put away for a day."""

    prefix = "PU"

    class Kind(models.TextChoices):
        NOTICE = "NOTICE", "공지사항"
        EVENT = "EVENT", "이벤트"
        AD = "AD", "광고"

    class Position(models.TextChoices):
        BOTTOM_RIGHT = "BOTTOM_RIGHT", "사이드배너 (오른쪽 아래)"
        BOTTOM_LEFT = "BOTTOM_LEFT", "사이드배너 (왼쪽 아래)"
        TOP_RIGHT = "TOP_RIGHT", "사이드배너 (오른쪽 위)"
        TOP_LEFT = "TOP_LEFT", "사이드배너 (왼쪽 위)"
        CENTER = "CENTER", "중앙팝업"
        TOP = "TOP", "상단배너"
        BOTTOM = "BOTTOM", "하단배너"

    objects: "DisplayQuerySet[Popup]"
    text = models.TextField("내용", max_length=5 * TEXT_LENGTH)
    image = models.ImageField("이미지", upload_to="images/popups/", blank=True, editable=False)
    target = models.CharField(
        "링크 주소", max_length=TARGET_LENGTH, blank=True, validators=[validate_target], help_text=TARGET_WORDS
    )
    kind = models.CharField("유형", max_length=8, choices=Kind, default=Kind.NOTICE, db_default=Kind.NOTICE)
    position = models.CharField("위치", max_length=12, choices=Position, default=Position.BOTTOM_RIGHT)
    can_be_hidden = models.BooleanField(
        "오늘 하루 안보기", default=True, db_default=True, help_text="‘24시간 동안 다시 보지 않기’ 버튼을 보여 줍니다."
    )
    closes_after = models.PositiveSmallIntegerField(
        "자동 닫기 (초)",
        null=True,
        blank=True,
        validators=[MinValueValidator(QUICKEST), MaxValueValidator(SLOWEST)],
        help_text=f"{QUICKEST}초에서 {SLOWEST}초. 비우면 저절로 닫히지 않습니다. 보는 사람이 위에 머무르면 기다립니다.",
    )
    views = models.PositiveBigIntegerField("조회수", default=0, db_default=0, editable=False)
    clicks = models.PositiveBigIntegerField("클릭수", default=0, db_default=0, editable=False)
    closes = models.PositiveBigIntegerField("닫기수", default=0, db_default=0, editable=False)

    class Meta(Display.Meta):
        verbose_name = verbose_name_plural = "팝업"
        ordering = ["-pk"]
        constraints = [
            *Display.Meta.constraints,
            models.CheckConstraint(
                condition=Q(target="") | Q(target__regex=TARGET),
                name="popup_target",
                violation_error_message=TARGET_WORDS,
                violation_error_code="target",
            ),
            models.CheckConstraint(
                condition=Q(
                    position__in=["BOTTOM_RIGHT", "BOTTOM_LEFT", "TOP_RIGHT", "TOP_LEFT", "CENTER", "TOP", "BOTTOM"]
                ),
                name="popup_position",
            ),
            models.CheckConstraint(condition=Q(kind__in=["NOTICE", "EVENT", "AD"]), name="popup_kind"),
            models.CheckConstraint(
                condition=Q(closes_after=None) | Q(closes_after__range=(QUICKEST, SLOWEST)),
                name="popup_closes_after",
                violation_error_message=f"{QUICKEST}초에서 {SLOWEST}초 사이로 입력해 주세요.",
                violation_error_code="seconds",
            ),
        ]
