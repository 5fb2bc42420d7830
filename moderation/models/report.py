"""Reports by members: rows of which only the state ever changes."""

from collections.abc import Callable

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Case, Count, Exists, F, OuterRef, Q, Subquery, When, Window
from django.db.models.functions import Coalesce
from django.utils import timezone

from boards.models import Comment, Post
from moderation.models.flag import AbuseFlag, ReviewFlag
from moderation.models.reason import HIDES_SOONER, Reason
from moderation.models.target import ONE_TARGET, AboutText, AboutTextQuerySet
from polibat.managers import manager
from polibat.text.length import TextLength, check_lengths

OTHER_SAYS_WHAT = "기타 사유는 내용을 적어 주세요."


class ReportQuerySet(AboutTextQuerySet["Report"]):
    """Reports by target and urgency."""

    def open(self):
        """Those that staff have not decided."""
        return self.filter(state__in=Report.OPEN)

    def most_given(self):
        """The reason that most of them give (those that hide sooner before all others); 기타 without any."""
        reasons = list(self.values_list("reason", flat=True))
        sooner = [reason for reason in reasons if reason in HIDES_SOONER]
        return max(sorted(set(sooner or reasons)), key=reasons.count, default=Reason.OTHER)

    def with_urgency(self):
        """With what orders the queue: what hides sooner (`rank` 0), how many reports are on the text, and its flags.

        `weight` is 0 without an open flag: the score of the text, and 1 more below a post that is flooded. Each is one
        look into an index that holds open flags alone.
        """
        read = ReviewFlag.objects.open()
        flooded = AbuseFlag.objects.open().filter(
            kind=AbuseFlag.Kind.FLOOD, post=Coalesce(OuterRef("post"), OuterRef("comment__post"))
        )
        of_post = Subquery(read.filter(post=OuterRef("post")).order_by().values("score")[:1])
        of_comment = Subquery(read.filter(comment=OuterRef("comment")).order_by().values("score")[:1])
        return self.annotate(
            rank=Case(When(reason__in=list(HIDES_SOONER), then=0), default=1),
            siblings=Window(Count("pk"), partition_by=[F("post"), F("comment")]),
            weight=Coalesce(of_post, of_comment, 0.0) + Case(When(Exists(flooded), then=1.0), default=0.0),
        )


class Report(AboutText, models.Model):
    """One member says that one text breaks the rules."""

    Reason = Reason

    class State(models.TextChoices):
        WAITING = "WAITING", "접수대기"
        REVIEWING = "REVIEWING", "검토중"
        DONE = "DONE", "처리완료"
        IMPOSSIBLE = "IMPOSSIBLE", "처리불가"
        LATER = "LATER", "추후검토"

    OPEN = (State.WAITING, State.REVIEWING, State.LATER)
    # Of `with_urgency`: what hides sooner, what most people report, what looks worst, what waits longest.
    MOST_URGENT_FIRST = ("rank", "-siblings", "-weight", "created_at", "pk")
    LEAST_URGENT_FIRST = ("-rank", "siblings", "weight", "-created_at", "-pk")

    LENGTH = TextLength(500, name="상세 내용은")

    public_id = models.CharField("아이디", max_length=60, unique=True, editable=False)
    reporter = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="reports", verbose_name="신고자"
    )
    post = models.ForeignKey(Post, models.PROTECT, null=True, blank=True, related_name="reports", verbose_name="게시글")
    comment = models.ForeignKey(
        Comment, models.PROTECT, null=True, blank=True, related_name="reports", verbose_name="댓글"
    )
    reason = models.CharField("신고 사유", max_length=12, choices=Reason)
    get_reason_display: Callable[[], str]
    text = models.CharField("상세 내용", max_length=LENGTH.most * LENGTH.stored, blank=True)
    state = models.CharField("조치여부", max_length=12, choices=State, default=State.WAITING, editable=False)
    created_at = models.DateTimeField("신고일시", default=timezone.now, editable=False)

    objects: ReportQuerySet = manager(ReportQuerySet)

    class Meta:
        verbose_name = verbose_name_plural = "신고"
        ordering = ["-pk"]
        indexes = [
            models.Index(fields=["-created_at", "-id"], name="report_date"),
            models.Index(
                fields=["created_at"], condition=Q(state__in=["WAITING", "REVIEWING", "LATER"]), name="report_open"
            ),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["reporter", "post"],
                name="report_once_a_post",
                violation_error_message="이미 신고한 글입니다.",
                violation_error_code="reported",
            ),
            models.UniqueConstraint(
                fields=["reporter", "comment"],
                name="report_once_a_comment",
                violation_error_message="이미 신고한 댓글입니다.",
                violation_error_code="reported",
            ),
            models.CheckConstraint(condition=ONE_TARGET, name="report_one_target"),
            models.CheckConstraint(
                condition=~Q(reason="OTHER") | ~Q(text=""),
                name="report_other_says_what",
                violation_error_message=OTHER_SAYS_WHAT,
            ),
            models.CheckConstraint(
                condition=Q(reason__in=Reason.values),
                name="report_reason",
            ),
            models.CheckConstraint(
                condition=Q(state__in=["WAITING", "REVIEWING", "DONE", "IMPOSSIBLE", "LATER"]), name="report_state"
            ),
        ]

    def __str__(self):
        return self.public_id

    def clean(self):
        """`기타` needs words, as many as a person counts at most (spec T7)."""
        if errors := check_lengths(("text", self.text, self.LENGTH)):
            raise ValidationError(errors)
        if self.reason == self.Reason.OTHER and not self.text.strip():
            raise ValidationError({"text": ValidationError(OTHER_SAYS_WHAT, code="other_says_what")})
