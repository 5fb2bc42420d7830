"""Polls: a post that asks, the options to choose from, and one ballot a member."""

import re
from datetime import datetime
from typing import TYPE_CHECKING

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Case, Count, Deferrable, F, OuterRef, Q, Subquery, When
from django.db.models.functions import Coalesce
from django.utils import timezone

from boards.models.post import AUTHOR_FIELDS, Post
from boards.models.visibility import ON_PUBLIC_POSTS
from pictures.models import Image
from polibat.managers import manager
from polibat.text.dates import too_early
from polibat.text.length import STORED, TextLength, check_lengths

if TYPE_CHECKING:
    from django.db.models.fields.related_descriptors import RelatedManager

FEWEST_OPTIONS, MOST_OPTIONS = 2, 10
OF_A_PARTY = re.compile(r"(?:당|무소속)(?:\s|\(|$)")
LIST_FIELDS = [
    *("starts_at", "ends_at", "closed_at", "allows_multiple", "voters"),
    *(f"picture__{name}" for name in ("list_file", "page_file", "width", "withheld_at")),
    *(f"post__{name}" for name in ("public_id", "board", "status", "is_private", "title", "excerpt", "published_at")),
    *(f"post__counts__{name}" for name in ("views", "likes", "comments")),
]
DETAIL_FIELDS = [
    *LIST_FIELDS,
    *(f"post__{name}" for name in ("body", "is_by_politician", "edited_at", "author_id")),
    *(f"post__author__{name}" for name in AUTHOR_FIELDS),
    *(f"post__counts__{name}" for name in ("dislikes", "answers", "aide_answers")),
]


class PollState(models.TextChoices):
    """Where a poll is in its life; never stored, so it can never lag (spec P4)."""

    UPCOMING = "UPCOMING", "예정"
    RUNNING = "RUNNING", "진행"
    CLOSED = "CLOSED", "마감"


# When ballots can be cast, for statements by hand about `poll` at the moment `at`.
IS_RUNNING = "poll.closed_at IS NULL AND poll.starts_at <= %(at)s AND poll.ends_at > %(at)s"


def in_state(state: PollState, at: datetime) -> Q:
    """Return the condition that a poll is in `state` at a moment; the same answer as `Poll.state_at` gives."""
    over = Q(closed_at__isnull=False) | Q(ends_at__lte=at)
    begun = Q(starts_at__lte=at)
    return {PollState.UPCOMING: ~begun & ~over, PollState.RUNNING: begun & ~over, PollState.CLOSED: over}[state]


# Staff end a poll before its end or not at all.
ENDED_AT = Coalesce("closed_at", "ends_at")


class PollQuerySet(models.QuerySet["Poll"]):
    """The doors to polls; who may see one is decided by its post."""

    def visible_to(self, member):
        """Polls whose post `member` (or a visitor) may read."""
        return self.filter(post__in=Post.objects.visible_to(member))

    def listed(self):
        """Polls that everybody may read."""
        return self.filter(ON_PUBLIC_POSTS)

    def in_state(self, state, *, at=None):
        """Polls in one state."""
        return self.filter(in_state(PollState(state), at or timezone.now()))

    def running(self):
        """Polls in which ballots can be cast now."""
        return self.in_state(PollState.RUNNING)

    def hottest_first(self):
        """Most voters first; of equals the one that ends sooner. `Poll.objects.listed().running().hottest_first()`."""
        return self.order_by("-voters", "ends_at", "-pk")

    def in_order_of_life(self, at):
        """Running ones first, then upcoming, then ended (spec P15)."""
        begun, awaited = in_state(PollState.RUNNING, at), in_state(PollState.UPCOMING, at)
        return self.order_by(
            Case(When(begun, then=0), When(awaited, then=1), default=2),
            Case(When(begun, then="ends_at"), When(awaited, then="starts_at")),
            Case(When(in_state(PollState.CLOSED, at), then=ENDED_AT)).desc(),
            "-pk",
        )

    def behind(self, poll, at):
        """Those that stand behind `poll` in that order."""
        state = poll.state_at(at)
        if state == PollState.CLOSED:
            here = self.annotate(ended=ENDED_AT).filter(in_state(state, at))
            return here.filter(Q(ended__lt=poll.ended_at) | Q(ended=poll.ended_at, pk__lt=poll.pk))
        moment = "ends_at" if state == PollState.RUNNING else "starts_at"
        value = getattr(poll, moment)
        here = Q(**{f"{moment}__gt": value}) | Q(**{moment: value}, pk__lt=poll.pk)
        later = in_state(PollState.CLOSED, at)
        if state == PollState.RUNNING:
            later |= in_state(PollState.UPCOMING, at)
        return self.filter(in_state(state, at) & here | later)

    def with_voters(self):
        """With the ballots that are not in `voters` yet, so that `voters_now` is exact."""
        waiting = UncountedBallot.objects.filter(poll=OuterRef("pk")).order_by().values("poll")
        number = Subquery(waiting.annotate(number=Count("pk")).values("number"))
        return self.annotate(waiting=Coalesce(number, 0))

    def for_list(self):
        """With what a card shows, in two queries: without the bodies, with the options in their order."""
        options = models.Prefetch("options", PollOption.objects.only("poll_id", "name"))
        return self.with_voters().select_related("post__counts", "picture").only(*LIST_FIELDS).prefetch_related(options)

    def for_search(self):
        """The same with the words in which a find is looked for."""
        related = self.for_list().select_related("post__counts", "post__author", "picture")
        return related.only(*LIST_FIELDS, "post__body_text", "post__author__nickname")

    def for_vote(self):
        """With what voting looks at, in one narrow query."""
        post = [f"post__{name}" for name in ("public_id", "board", "status", "is_private", "author_id")]
        return self.select_related("post").only("starts_at", "ends_at", "closed_at", "allows_multiple", *post)

    def for_detail(self):
        """With what the page of one poll shows, in one query; its options come in another."""
        return self.with_voters().select_related("post__counts", "post__author", "picture").only(*DETAIL_FIELDS)


def names_of(options):
    """The names of `options` as lists show them: `감자 / 고구마 / …`."""
    return " / ".join(option.name for option in options)


def are_people(options):
    """Whether `options` are candidates, each of a party or of none, and no things (spec P15)."""
    return all(OF_A_PARTY.search(option.affiliation) for option in options)


class Poll(models.Model):
    """What turns a post on the 투표 board into a question; the post holds title, text, status, views and comments."""

    State = PollState

    post = models.OneToOneField(
        Post, models.PROTECT, primary_key=True, related_name="poll", verbose_name="게시글", editable=False
    )
    starts_at = models.DateTimeField("시작일시")
    ends_at = models.DateTimeField("마감일시")
    allows_multiple = models.BooleanField("복수 선택", default=False)
    picture = models.ForeignKey(
        Image, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name="대표 이미지", db_index=False
    )
    picture_id: int | None
    # Ended early by staff; when, by whom and why are written once and never change.
    closed_at = models.DateTimeField("조기 마감일시", null=True, editable=False)
    closed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        related_name="+",
        verbose_name="조기 마감한 운영자",
        editable=False,
    )
    close_reason = models.CharField("조기 마감 사유", max_length=500, blank=True, editable=False)
    # Counted ballots; those of the last moments wait in UncountedBallot (see polls.services.folding).
    voters = models.PositiveIntegerField("참여수", default=0, editable=False)

    objects: PollQuerySet = manager(PollQuerySet)

    class Meta:
        verbose_name = verbose_name_plural = "투표"
        ordering = ["-pk"]
        indexes = [
            models.Index(fields=["ends_at"], condition=Q(closed_at__isnull=True), name="poll_end"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_at__gt=F("starts_at")),
                name="poll_ends_after_start",
                violation_error_message="마감일시는 시작일시보다 늦어야 합니다.",
                violation_error_code="dates",
            ),
            models.CheckConstraint(
                condition=Q(closed_at__isnull=True, closed_by__isnull=True, close_reason="")
                | Q(closed_at__isnull=False, closed_by__isnull=False) & ~Q(close_reason=""),
                name="poll_closed_with_reason",
                violation_error_message="조기 마감에는 사유가 필요합니다.",
            ),
        ]

    options: "RelatedManager[PollOption]"

    def __str__(self):
        return str(self.post)

    def get_absolute_url(self):
        """Return the address of the poll's page."""
        return self.post.get_absolute_url()

    def clean(self):
        """It begins at a moment that can be kept."""
        if refusal := too_early(self.starts_at):
            raise ValidationError({"starts_at": refusal})

    def state_at(self, moment):
        """The state at `moment`; the same answer as `PollQuerySet.in_state` gives."""
        if self.closed_at or self.ends_at <= moment:
            return PollState.CLOSED
        return PollState.RUNNING if self.starts_at <= moment else PollState.UPCOMING

    @property
    def state(self):
        """The state now."""
        return self.state_at(timezone.now())

    @property
    def state_words(self):
        """The state as visitors read it."""
        return {"UPCOMING": "예정", "RUNNING": "투표중", "CLOSED": "종료"}[self.state]

    @property
    def is_running(self):
        """Whether ballots can be cast now."""
        return self.state == PollState.RUNNING

    @property
    def is_over(self):
        """Whether it has ended, so that everybody may see its results."""
        return self.state == PollState.CLOSED

    @property
    def ended_at(self):
        """When it ends, or ended early."""
        return min(self.ends_at, self.closed_at) if self.closed_at else self.ends_at

    @property
    def voters_now(self):
        """How many have voted; to the ballot where the queryset was asked `with_voters`, else as of the last fold."""
        return self.voters + getattr(self, "waiting", 0)

    @property
    def option_names(self):
        """`감자 / 고구마 / …`, in the order of the options."""
        return names_of(self.options.all())


class PollOption(models.Model):
    """One thing to choose."""

    class Colour(models.TextChoices):
        """Colours of bars. No party is told by them: names of hues, given out in this order unless staff choose."""

        BLUE = "blue", "파랑"
        CORAL = "coral", "산호"
        YELLOW = "yellow", "노랑"
        ORANGE = "orange", "주황"
        TEAL = "teal", "청록"
        VIOLET = "violet", "보라"
        GREEN = "green", "초록"
        PINK = "pink", "분홍"
        BROWN = "brown", "갈색"
        SLATE = "slate", "회청"

    NAME_LENGTH = TextLength(60, required="선택지의 이름을 입력하세요.")
    AFFILIATION_LENGTH = TextLength(60)

    poll = models.ForeignKey(
        Poll, models.CASCADE, related_name="options", verbose_name="투표", db_index=False, editable=False
    )
    order = models.PositiveSmallIntegerField("순서")
    name = models.CharField("이름", max_length=STORED * NAME_LENGTH.most)
    affiliation = models.CharField("소속/설명", max_length=STORED * AFFILIATION_LENGTH.most, blank=True)
    colour = models.CharField("색", max_length=10, choices=Colour, blank=True)
    picture = models.ForeignKey(
        Image, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name="이미지", db_index=False
    )
    picture_id: int | None
    votes = models.PositiveIntegerField("득표수", default=0, editable=False)

    class Meta:
        verbose_name = verbose_name_plural = "투표 선택지"
        ordering = ["poll", "order"]
        constraints = [
            # Kept until the end of a transaction, so that options can change places.
            models.UniqueConstraint(
                fields=["poll", "order"], name="polloption_order_once", deferrable=Deferrable.DEFERRED
            ),
            models.UniqueConstraint(
                fields=["poll", "name"],
                name="polloption_name_once",
                deferrable=Deferrable.DEFERRED,
                violation_error_message="중복된 옵션이 있습니다.",
                violation_error_code="duplicate",
            ),
            models.CheckConstraint(
                condition=Q(order__gte=1, order__lte=MOST_OPTIONS),
                name="polloption_ten_at_most",
                violation_error_message="투표 옵션은 최대 10개까지 가능합니다.",
                violation_error_code="too_many",
            ),
            models.CheckConstraint(
                condition=Q(
                    colour__in=[
                        *("blue", "coral", "yellow", "orange", "teal"),
                        *("violet", "green", "pink", "brown", "slate"),
                    ]
                ),
                name="polloption_colour",
                violation_error_message="목록에 있는 색을 골라 주세요.",
            ),
        ]

    def __str__(self):
        return self.name

    def clean(self):
        """Lengths as a person counts them."""
        errors = check_lengths(
            ("name", self.name, self.NAME_LENGTH), ("affiliation", self.affiliation, self.AFFILIATION_LENGTH)
        )
        if errors:
            raise ValidationError(errors)


class UncountedBallot(models.Model):
    """A ballot that is not yet in the counts of its poll: many add rows at once, where all would wait for one row.

    `polls.services.folding` folds them into the counts; whoever shows results adds those that are left.
    """

    ballot = models.OneToOneField(
        "polls.Ballot", models.CASCADE, primary_key=True, related_name="uncounted", db_constraint=False
    )
    ballot_id: int
    poll = models.ForeignKey(Poll, models.CASCADE, related_name="+", db_constraint=False)

    class Meta:
        verbose_name = verbose_name_plural = "집계 전 투표"

    def __str__(self):
        return f"{self.ballot_id}"
