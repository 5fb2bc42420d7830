"""What members report or propose to staff: a post with a kind, a state, and the staff's reply."""

from collections.abc import Callable

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from boards.models.post import Post
from polibat.managers import manager
from polibat.text.length import TextLength


class SuggestionQuerySet(models.QuerySet["Suggestion"]):
    """The doors to suggestions; who may see one is decided by its post."""

    def visible_to(self, member):
        """Suggestions whose post `member` (or a visitor) may read."""
        return self.filter(post__in=Post.objects.visible_to(member))

    def open(self):
        """Those that still wait for a final answer; what its author took back waits for nothing."""
        return self.exclude(state__in=Suggestion.FINAL).exclude(post__status=Post.Status.DELETED)


class Suggestion(models.Model):
    """What makes a post on 불편/제안 a suggestion."""

    class Category(models.TextChoices):
        FEATURE = "FEATURE", "기능제안"
        COMPLAINT = "COMPLAINT", "불편사항"
        VOTE_PROPOSAL = "VOTE_PROPOSAL", "투표제안"

    class State(models.TextChoices):
        PENDING = "PENDING", "접수대기"
        REVIEWING = "REVIEWING", "검토중"
        DONE = "DONE", "처리완료"
        IMPOSSIBLE = "IMPOSSIBLE", "처리불가"
        LATER = "LATER", "추후검토"

    # Of its post, whose own limit is wider; and of what staff answer.
    TITLE_LENGTH = TextLength(100, name="제목은")
    REPLY_LENGTH = TextLength(2000, name="조치 내역은", required="조치 내역을 입력해주세요.")
    # 접수대기 → 검토중 → 처리완료 | 처리불가 | 추후검토 (spec S2); what waits can be decided at once.
    MOVES = {
        State.PENDING: (State.REVIEWING, State.DONE, State.IMPOSSIBLE, State.LATER),
        State.REVIEWING: (State.DONE, State.IMPOSSIBLE, State.LATER),
        State.LATER: (State.REVIEWING, State.DONE, State.IMPOSSIBLE),
    }
    FINAL = (State.DONE, State.IMPOSSIBLE)
    CATEGORY_TONES = {"FEATURE": "blue", "COMPLAINT": "orange", "VOTE_PROPOSAL": "violet"}
    STATE_TONES = {
        "PENDING": "violet",
        "REVIEWING": "orange",
        "DONE": "green",
        "IMPOSSIBLE": "pink",
        "LATER": "yellow",
    }

    post = models.OneToOneField(
        Post, models.PROTECT, primary_key=True, related_name="suggestion", verbose_name="게시글", editable=False
    )
    category = models.CharField(
        "구분",
        max_length=14,
        choices=Category,
        error_messages=dict.fromkeys(("blank", "null", "invalid_choice"), "구분을 선택해주세요."),
    )
    get_category_display: Callable[[], str]
    state = models.CharField("조치여부", max_length=10, choices=State, default=State.PENDING, editable=False)
    get_state_display: Callable[[], str]
    reply = models.TextField("운영자 답변", blank=True, editable=False)
    replied_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        related_name="+",
        verbose_name="답변한 운영자",
        editable=False,
    )
    replied_at = models.DateTimeField("답변일시", null=True, editable=False)

    objects: SuggestionQuerySet = manager(SuggestionQuerySet)

    class Meta:
        verbose_name = verbose_name_plural = "불편/제안"
        ordering = ["-pk"]
        indexes = [
            models.Index(fields=["category", "-post"], name="suggestion_category"),
            models.Index(fields=["state", "-post"], name="suggestion_state"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(category__in=["FEATURE", "COMPLAINT", "VOTE_PROPOSAL"]), name="suggestion_category_known"
            ),
            models.CheckConstraint(
                condition=Q(state__in=["PENDING", "REVIEWING", "DONE", "IMPOSSIBLE", "LATER"]),
                name="suggestion_state_known",
            ),
            models.CheckConstraint(
                condition=~Q(state="DONE") | ~Q(reply=""),
                name="suggestion_done_has_a_reply",
                violation_error_message="처리완료에는 답변이 필요합니다.",
            ),
            models.CheckConstraint(
                condition=Q(reply="", replied_by__isnull=True, replied_at__isnull=True)
                | ~Q(reply="") & Q(replied_by__isnull=False, replied_at__isnull=False),
                name="suggestion_reply_by_somebody",
            ),
        ]

    def __str__(self):
        return str(self.post)

    def get_absolute_url(self):
        """Return the address of the suggestion's page."""
        return self.post.get_absolute_url()

    @property
    def is_untouched(self) -> bool:
        """Whether nobody has looked into it, so that its author may still change it and take it back (spec S4)."""
        return self.state == self.State.PENDING and self.post.is_listed

    @property
    def prefix(self):
        """The prefix of its public id (spec B1)."""
        return "RC" if self.category == self.Category.COMPLAINT else "RS"

    @property
    def category_tone(self):
        """The colour of its kind."""
        return self.CATEGORY_TONES[self.category]

    @property
    def state_tone(self):
        """The colour of its state."""
        return self.STATE_TONES[self.state]


class SuggestionChange(models.Model):
    """One step of a suggestion: what it became, what was said, by whom; written once."""

    suggestion = models.ForeignKey(
        Suggestion, models.PROTECT, related_name="changes", verbose_name="불편/제안", editable=False
    )
    before = models.CharField("이전", max_length=10, choices=Suggestion.State)
    get_before_display: Callable[[], str]
    after = models.CharField("이후", max_length=10, choices=Suggestion.State)
    get_after_display: Callable[[], str]
    reply = models.TextField("조치 내역")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="처리자")
    created_at = models.DateTimeField("처리일시", default=timezone.now)

    class Meta:
        verbose_name = verbose_name_plural = "불편/제안 처리 이력"
        ordering = ["-pk"]
        constraints = [models.CheckConstraint(condition=~Q(reply=""), name="suggestionchange_says_what")]

    def __str__(self):
        return f"{self.get_before_display()} → {self.get_after_display()}"
