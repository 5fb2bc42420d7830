"""Decisions of staff (or of the automatic rules) about texts: rows that are only ever added to."""

from collections.abc import Callable

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from boards.models import Comment, Post
from boards.models.visibility import UNLISTED
from moderation.models.reason import Reason
from moderation.models.target import ONE_TARGET, AboutText, AboutTextQuerySet
from polibat.managers import manager
from polibat.text.reason import LONGEST_REASON, NO_REASON


class DecisionQuerySet(AboutTextQuerySet["Decision"]):
    """Decisions by target, and who may read of which."""

    def visible_to(self, member):
        """All for staff; those about one's own texts, except what the member took back."""
        if not member.is_authenticated:
            return self.none()
        if member.has_perm("moderation.view_report"):
            return self
        own_post = Q(post__author=member, post__removed_by_author=False)
        return self.filter(own_post | Q(comment__author=member, comment__removed_by_author=False))

    def by_others(self, member):
        """Those of other staff: what somebody who looks into a case did not do, and should know of."""
        return self.filter(by__isnull=False).exclude(by=member.pk)

    def taking_down(self):
        """Those that took a text out of sight, or upheld that it is: what its author may object to."""
        return self.filter(verb__in=Decision.TAKES_DOWN)


class Decision(AboutText, models.Model):
    """What was done to a text: verb, why, by whom (empty: the automatic rule), when."""

    class Verb(models.TextChoices):
        HIDE = "HIDE", "숨김"
        DELETE = "DELETE", "삭제"
        REPUBLISH = "REPUBLISH", "게시"

    Category = Reason
    TAKES_DOWN = (Verb.HIDE, Verb.DELETE)

    verb = models.CharField("조치", max_length=10, choices=Verb)
    get_verb_display: Callable[[], str]
    post = models.ForeignKey(
        Post, models.PROTECT, null=True, blank=True, related_name="decisions", verbose_name="게시글"
    )
    comment = models.ForeignKey(
        Comment, models.PROTECT, null=True, blank=True, related_name="decisions", verbose_name="댓글"
    )
    before = models.CharField("변경 전", max_length=10)
    after = models.CharField("변경 후", max_length=10)
    # What the public log tells in place of the free words, which may name somebody.
    category = models.CharField(
        "사유 구분", max_length=12, choices=Category, default=Category.OTHER, db_default=Category.OTHER
    )
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
    by_id: int | None
    created_at = models.DateTimeField("처리일시", default=timezone.now)

    objects: DecisionQuerySet = manager(DecisionQuerySet)

    class Meta:
        verbose_name = verbose_name_plural = "조치 이력"
        ordering = ["-pk"]
        indexes = [models.Index(fields=["-created_at", "-id"], name="decision_date")]
        constraints = [
            models.CheckConstraint(condition=ONE_TARGET, name="decision_one_target"),
            models.CheckConstraint(condition=Q(verb__in=["HIDE", "DELETE", "REPUBLISH"]), name="decision_verb"),
            models.CheckConstraint(condition=~Q(reason=""), name="decision_has_a_reason"),
            models.CheckConstraint(
                condition=Q(category__in=Reason.values),
                name="decision_category",
            ),
        ]

    def __str__(self):
        return f"{self.get_verb_display()}: {self.reason}"

    @property
    def is_automatic(self):
        """Whether no member of staff decided it."""
        return self.by_id is None

    @property
    def public_verb(self):
        """What was done, in the words of the public log."""
        if self.verb != self.Verb.REPUBLISH:
            return self.get_verb_display()
        return "다시 게시" if self.before in UNLISTED else "게시 유지"

    @property
    def board(self):
        """The board on which the text stands, in words."""
        post = self.target if isinstance(self.target, Post) else self.target.post
        return post.get_board_display()
