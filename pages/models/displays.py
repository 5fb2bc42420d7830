"""What operators put on the first page for a time: banners and popups, and the record of who did what with them."""

import re
from urllib.parse import urlsplit

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Deferrable, F, Q
from django.urls import reverse
from django.utils import timezone

from polibat.text import length_of

# An address on another site by https and without a password in it, or a path of this site: no `//`, no backslash.
TARGET = r"""^(https://[^/?#@\\\s<>"']+([/?#][^\\\s<>"']*)?|/([^/\\\s<>"'][^\\\s<>"']*)?)$"""
TARGET_WORDS = "https://로 시작하는 주소나 이 사이트의 경로(/로 시작)를 입력해 주세요."
TITLE_LENGTH, TEXT_LENGTH, TARGET_LENGTH = 60, 300, 500
_has_form = RegexValidator(re.compile(TARGET.replace("$", r"\Z")), TARGET_WORDS, "target")


def validate_target(value):
    """Refuse what is neither a path of this site nor an https address that a redirect could lead to."""
    _has_form(value)
    try:
        urlsplit(value)
    except ValueError as error:
        raise ValidationError(TARGET_WORDS, code="target") from error


class DisplayState(models.TextChoices):
    """Where a banner or popup is in its life; never stored, so it can never lag (overview §3)."""

    UPCOMING = "UPCOMING", "예정"
    SHOWN = "SHOWN", "게시"
    EXPIRED = "EXPIRED", "만료"
    STOPPED = "STOPPED", "중지"
    DELETED = "DELETED", "삭제"


class DisplayQuerySet(models.QuerySet):
    """The doors to banners and popups."""

    def in_state(self, state, *, at=None):
        """Those in one state; the same answer as `Display.state_at` gives for each row."""
        at = at or timezone.now()
        if state == DisplayState.DELETED:
            return self.filter(deleted_at__isnull=False)
        kept = self.filter(deleted_at__isnull=True)
        if state == DisplayState.STOPPED:
            return kept.filter(stopped_at__isnull=False)
        going = kept.filter(stopped_at__isnull=True)
        if state == DisplayState.UPCOMING:
            return going.filter(starts_at__gt=at)
        if state == DisplayState.EXPIRED:
            return going.filter(starts_at__lte=at, ends_at__lte=at)
        return going.filter(starts_at__lte=at, ends_at__gt=at)

    def shown(self):
        """Those that everybody sees now."""
        return self.in_state(DisplayState.SHOWN)

    def visible_to(self, member):
        """Staff may look at all of them, everybody else at those that are shown."""
        return self if member.has_perm(f"pages.view_{self.model._meta.model_name}") else self.shown()


class Display(models.Model):
    """Something that is shown from one moment to another, unless staff stop or delete it."""

    State = DisplayState
    prefix = ""

    public_id = models.CharField("아이디", max_length=20, unique=True, editable=False)
    title = models.CharField("제목", max_length=5 * TITLE_LENGTH)
    starts_at = models.DateTimeField("게시 시작일시")
    ends_at = models.DateTimeField("게시 종료일시")
    stopped_at = models.DateTimeField("중지일시", null=True, editable=False)
    deleted_at = models.DateTimeField("삭제일시", null=True, editable=False)
    created_at = models.DateTimeField("작성일", default=timezone.now, editable=False)
    updated_at = models.DateTimeField("최종 수정일", default=timezone.now, editable=False)

    objects = DisplayQuerySet.as_manager()

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_at__gt=F("starts_at")),
                name="%(class)s_ends_after_start",
                violation_error_message="게시 종료일시는 시작일시보다 늦어야 합니다.",
                violation_error_code="dates",
            ),
        ]

    def __str__(self):
        return f"{self.title} ({self.public_id})"

    def clean(self):
        """Lengths as a person counts them."""
        errors = {}
        for field, longest in (("title", TITLE_LENGTH), ("text", TEXT_LENGTH)):
            length = length_of(getattr(self, field, ""))
            if length > longest:
                message = f"{longest}자까지 쓸 수 있습니다. (현재 {length}자)"
                errors[field] = ValidationError(message, code="too_long")
        if self.starts_at and self.ends_at and self.ends_at <= self.starts_at:
            # At its field; the constraint is silent about fields that have errors.
            errors["ends_at"] = ValidationError("게시 종료일시는 시작일시보다 늦어야 합니다.", code="dates")
        if errors:
            raise ValidationError(errors)

    def state_at(self, moment):
        """The state at `moment`; the same answer as `DisplayQuerySet.in_state` gives."""
        if self.deleted_at:
            return DisplayState.DELETED
        if self.stopped_at:
            return DisplayState.STOPPED
        if self.starts_at > moment:
            return DisplayState.UPCOMING
        return DisplayState.SHOWN if self.ends_at > moment else DisplayState.EXPIRED

    @property
    def state(self):
        """The state now."""
        return self.state_at(timezone.now())

    @property
    def preview_url(self):
        """The first page as it looks with this on it, for staff."""
        return f"{reverse('pages:home')}?preview={self.public_id}"


class Banner(Display):
    """A picture that leads somewhere, in the carousel of the first page."""

    prefix = "BN"

    # Two pictures, because what can be read on a wide screen cannot on a phone.
    pc_image = models.ImageField("PC 이미지", upload_to="images/banners/", editable=False)
    mobile_image = models.ImageField("모바일 이미지", upload_to="images/banners/", editable=False)
    target = models.CharField(
        "링크 주소",
        max_length=TARGET_LENGTH,
        validators=[validate_target],
        help_text=TARGET_WORDS,
    )
    order = models.PositiveIntegerField("순서", editable=False)
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
        ]

    def get_absolute_url(self):
        """The address that counts a click and leads to the target."""
        return reverse("pages:banner-click", args=[self.public_id])


class Popup(Display):
    """A card over a corner of the first page, which a visitor can put away for a day."""

    prefix = "PU"

    class Position(models.TextChoices):
        BOTTOM_RIGHT = "BOTTOM_RIGHT", "오른쪽 아래"
        BOTTOM_LEFT = "BOTTOM_LEFT", "왼쪽 아래"
        TOP_RIGHT = "TOP_RIGHT", "오른쪽 위"
        TOP_LEFT = "TOP_LEFT", "왼쪽 위"
        CENTER = "CENTER", "가운데"

    text = models.TextField("내용", max_length=5 * TEXT_LENGTH)
    image = models.ImageField("이미지", upload_to="images/popups/", blank=True, editable=False)
    target = models.CharField(
        "링크 주소", max_length=TARGET_LENGTH, blank=True, validators=[validate_target], help_text=TARGET_WORDS
    )
    position = models.CharField("위치", max_length=12, choices=Position, default=Position.BOTTOM_RIGHT)

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
                condition=Q(position__in=["BOTTOM_RIGHT", "BOTTOM_LEFT", "TOP_RIGHT", "TOP_LEFT", "CENTER"]),
                name="popup_position",
            ),
        ]

    @property
    def leaves_the_site(self):
        """Whether its link leads to another site."""
        return self.target.startswith("https:")


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
                violation_error_message="사유를 입력해 주세요.",
                violation_error_code="required",
            ),
        ]

    def __str__(self):
        return self.get_verb_display()
