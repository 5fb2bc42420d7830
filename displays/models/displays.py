"""What staff put on the first page for a time: what banners and popups have in common."""

import re
from typing import TYPE_CHECKING, ClassVar, TypeVar
from urllib.parse import urlsplit

from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone

from accounts.models import Member
from polibat.managers import manager
from polibat.text.dates import too_early
from polibat.text.length import TextLength, check_lengths

if TYPE_CHECKING:
    from django.db.models.fields.related_descriptors import RelatedManager

    from displays.models.changes import DisplayChange

# An address on another site by https and without a password in it, or a path of this site: no `//`, no backslash.
TARGET = r"""^(https://[^/?#@\\\s<>"']+([/?#][^\\\s<>"']*)?|/([^/\\\s<>"'][^\\\s<>"']*)?)$"""
TARGET_WORDS = "https://로 시작하는 주소나 이 사이트의 경로(/로 시작)를 입력해 주세요."
TITLE_LENGTH, TEXT_LENGTH, DESCRIPTION_LENGTH, TARGET_LENGTH = 60, 300, 200, 500
LENGTHS = {"title": TITLE_LENGTH, "text": TEXT_LENGTH, "description": DESCRIPTION_LENGTH}
_has_form = RegexValidator(re.compile(TARGET.replace("$", r"\Z")), TARGET_WORDS, "target")


def validate_target(value):
    """Refuse what is neither a path of this site nor an https address that a redirect could lead to."""
    _has_form(value)
    try:
        urlsplit(value)
    except ValueError as error:
        raise ValidationError(TARGET_WORDS, code="target") from error


class DisplayState(models.TextChoices):
    """Where a banner or popup is in its life; never stored, so it can never lag (spec D2)."""

    UPCOMING = "UPCOMING", "예정"
    SHOWN = "SHOWN", "게시"
    EXPIRED = "EXPIRED", "만료"
    STOPPED = "STOPPED", "중지"
    DELETED = "DELETED", "삭제"


class Audience(models.TextChoices):
    """Whom a banner or popup is for; the signed-out and the back office see what is for everybody."""

    ALL = "ALL", "전체"
    NORMAL = "NORMAL", "일반회원"
    POLITICIAN = "POLITICIAN", "정치인"


# 보좌진 work for their politician, and see what politicians see.
AUDIENCE_OF = {
    Member.Kind.NORMAL: Audience.NORMAL,
    Member.Kind.POLITICIAN: Audience.POLITICIAN,
    Member.Kind.AIDE: Audience.POLITICIAN,
}


def audiences_of(member):
    """Whom `member` (or a visitor) belongs to, as far as banners and popups ask."""
    if member.is_authenticated and member.is_in_good_standing and member.kind in AUDIENCE_OF:
        return [Audience.ALL, AUDIENCE_OF[member.kind]]
    return [Audience.ALL]


D = TypeVar("D", bound="Display")


class DisplayQuerySet(models.QuerySet[D]):
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
        """Those whose time is now, whomever they are for."""
        return self.in_state(DisplayState.SHOWN)

    def shown_to(self, member):
        """Those that `member` (or a visitor) sees now."""
        return self.shown().filter(audience__in=audiences_of(member))

    def visible_to(self, member):
        """Staff may look at all of them, everybody else at those that they are shown."""
        return self if member.has_perm(f"displays.view_{self.model._meta.model_name}") else self.shown_to(member)


class Display(models.Model):
    """Something that is shown from one moment to another, unless staff stop or delete it."""

    State = DisplayState
    prefix = ""

    public_id = models.CharField("아이디", max_length=20, unique=True, editable=False)
    title = models.CharField("제목", max_length=5 * TITLE_LENGTH)
    starts_at = models.DateTimeField("게시 시작일시")
    ends_at = models.DateTimeField("게시 종료일시")
    audience = models.CharField(
        "대상 사용자", max_length=12, choices=Audience, default=Audience.ALL, db_default=Audience.ALL
    )
    stopped_at = models.DateTimeField("중지일시", null=True, editable=False)
    deleted_at = models.DateTimeField("삭제일시", null=True, editable=False)
    created_at = models.DateTimeField("작성일", default=timezone.now, editable=False)
    updated_at = models.DateTimeField("최종 수정일", default=timezone.now, editable=False)

    objects: DisplayQuerySet = manager(DisplayQuerySet)
    # Each kind has a field of its own for where it leads, and its own part of the record.
    target: ClassVar[models.CharField]
    changes: "RelatedManager[DisplayChange]"

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_at__gt=F("starts_at")),
                name="%(class)s_ends_after_start",
                violation_error_message="게시 종료일시는 시작일시보다 늦어야 합니다.",
                violation_error_code="dates",
            ),
            models.CheckConstraint(
                condition=Q(audience__in=["ALL", "NORMAL", "POLITICIAN"]), name="%(class)s_audience"
            ),
        ]

    def __str__(self):
        return f"{self.title} ({self.public_id})"

    def clean(self):
        """Lengths as a person counts them, and a period that can be kept."""
        errors = {}
        if refusal := too_early(self.starts_at):
            errors["starts_at"] = refusal
        errors |= check_lengths(
            *((field, getattr(self, field, ""), TextLength(longest)) for field, longest in LENGTHS.items())
        )
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
    def made_by(self):
        """The member of staff who put it up; None for what was stored past the services."""
        change = self.changes.filter(verb="PUBLISH").select_related("by").first()
        return change.by if change else None

    @property
    def leaves_the_site(self):
        """Whether its link leads to another site."""
        return self.target.startswith("https:")

    @property
    def preview_url(self):
        """The page where it stands as it looks with this on it, for staff."""
        return f"{self.stands_at}?preview={self.public_id}"

    @property
    def stands_at(self):
        """The address of a page where it stands."""
        return reverse("pages:home")
