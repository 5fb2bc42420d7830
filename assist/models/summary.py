"""What the site makes of texts: the summary of a post, the sentiment of its comments, the briefing of a day."""

from collections.abc import Callable

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils import timezone

from boards.models.comment import Comment
from boards.models.post import Post
from polibat.text.length import TextLength, check_lengths


class Method(models.TextChoices):
    """How something was made; it stands beside everything that was."""

    AI = "AI", "AI"
    EXTRACT = "EXTRACT", "자동 발췌"
    MODEL = "MODEL", "학습한 통계 모형"
    LEXICON = "LEXICON", "낱말 사전"


class Summary(models.Model):
    """Three lines about a long post, each with the sentence it comes from.

    What belongs to a text that was changed, hidden or deleted is emptied in the transaction that does it.
    """

    LINES, LONGEST_LINE = 3, 60
    # Of the text, as people count; shorter ones are read as they are.
    FROM_LENGTH = 300

    post = models.OneToOneField(Post, models.CASCADE, primary_key=True, related_name="summary", verbose_name="게시글")
    content_hash = models.CharField(max_length=64, blank=True, editable=False)
    # [{"line": …, "source": …}]
    lines = models.JSONField("요약", default=list, blank=True)
    method = models.CharField("방식", max_length=10, choices=Method, blank=True)
    model = models.CharField("모델", max_length=60, blank=True)
    prompt_version = models.CharField("지시문", max_length=20, blank=True)
    made_at = models.DateTimeField("만든 때", null=True)
    # Somebody is at work on it until then; a worker that died is not waited for.
    claimed_until = models.DateTimeField(null=True, editable=False)
    # Staff do not want it shown; it stays so until the text changes.
    is_withdrawn = models.BooleanField("내림", default=False)
    withdrawn_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="내린 운영자"
    )
    withdrawn_reason = models.CharField("내린 이유", max_length=500, blank=True)
    withdrawn_at = models.DateTimeField("내린 때", null=True, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "AI 요약"
        ordering = ["-pk"]

    def __str__(self):
        return self.lines[0]["line"] if self.lines else "-"

    @property
    def is_shown(self):
        """Whether there is something to show, and staff do not mind."""
        return bool(self.lines) and not self.is_withdrawn

    @property
    def is_ai(self):
        """Whether a language model worded it; else the lines are the post's own sentences."""
        return self.method == Method.AI


class SummaryComplaint(models.Model):
    """Somebody says that a summary is not right (요약이 이상해요)."""

    class Reason(models.TextChoices):
        WRONG = "WRONG", "글의 내용과 달라요"
        BIASED = "BIASED", "한쪽으로 치우쳤어요"
        MISSING = "MISSING", "중요한 내용이 빠졌어요"
        OTHER = "OTHER", "기타"

    LENGTH = TextLength(300, name="자세한 내용은")

    post = models.ForeignKey(Post, models.CASCADE, related_name="summary_complaints", verbose_name="게시글")
    # Of the summary that was seen: a new one has no complaints yet.
    content_hash = models.CharField(max_length=64, editable=False)
    lines = models.JSONField("그때의 요약", default=list)
    reason = models.CharField("이유", max_length=10, choices=Reason)
    get_reason_display: Callable[[], str]
    text = models.CharField("자세한 내용", max_length=LENGTH.most * LENGTH.stored, blank=True)
    member = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name="회원"
    )
    is_open = models.BooleanField("처리 전", default=True)
    created_at = models.DateTimeField("접수일", default=timezone.now)

    class Meta:
        verbose_name = verbose_name_plural = "요약 신고"
        ordering = ["-pk"]
        indexes = [models.Index(fields=["post", "-id"], condition=Q(is_open=True), name="summary_complaint_open")]
        constraints = [
            models.UniqueConstraint(
                fields=["post", "content_hash", "member"], name="summary_complaint_once_a_member_and_text"
            ),
            models.CheckConstraint(
                condition=Q(reason__in=["WRONG", "BIASED", "MISSING", "OTHER"]), name="summary_complaint_reason"
            ),
        ]

    def __str__(self):
        return self.get_reason_display()

    def clean(self):
        """Check the length of its words as a person counts them (spec T7)."""
        if errors := check_lengths(("text", self.text, self.LENGTH)):
            raise ValidationError(errors)


class SentimentGauge(models.Model):
    """The sentiment of a post's comments, as it was measured last."""

    FROM_COMMENTS = 10

    post = models.OneToOneField(
        Post, models.CASCADE, primary_key=True, related_name="sentiment_gauge", verbose_name="게시글"
    )
    positive = models.PositiveIntegerField("긍정", default=0)
    neutral = models.PositiveIntegerField("중립", default=0)
    negative = models.PositiveIntegerField("부정", default=0)
    method = models.CharField("방식", max_length=10, choices=Method, blank=True)
    measured_at = models.DateTimeField("잰 때", null=True)
    # While many comments at once look like a flood, the numbers stay as they were.
    is_frozen = models.BooleanField("멈춤", default=False)

    class Meta:
        verbose_name = verbose_name_plural = "AI 온도계"
        ordering = ["-pk"]

    def __str__(self):
        return f"+{self.positive} ={self.neutral} -{self.negative}"

    @property
    def total(self):
        """How many comments were read."""
        return self.positive + self.neutral + self.negative

    @property
    def is_shown(self):
        """Whether so many spoke that it says something."""
        return self.total >= self.FROM_COMMENTS

    @property
    def parts(self):
        """The three sentiments: words, name, count and whole percent."""
        sentiments = (("긍정", "positive"), ("중립", "neutral"), ("부정", "negative"))
        return [
            (words, name, count, round(100 * count / self.total)) for words, name, count in self._counts(sentiments)
        ]

    def _counts(self, sentiments):
        return [(words, name, getattr(self, name)) for words, name in sentiments]

    @property
    def degrees(self):
        """0 (all negative) to 100 (all positive); 50 where they balance."""
        return round(((self.positive - self.negative) / self.total + 1) * 50) if self.total else 50


class SentimentLabel(models.Model):
    """What one comment was read as; it goes when the comment's words change, and counts while the comment is listed."""

    class Sentiment(models.TextChoices):
        POSITIVE = "POSITIVE", "긍정"
        NEUTRAL = "NEUTRAL", "중립"
        NEGATIVE = "NEGATIVE", "부정"

    comment = models.OneToOneField(Comment, models.CASCADE, primary_key=True, related_name="sentiment_label")
    post = models.ForeignKey(Post, models.CASCADE, related_name="sentiment_labels")
    sentiment = models.CharField("온도", max_length=10, choices=Sentiment)
    get_sentiment_display: Callable[[], str]
    method = models.CharField("방식", max_length=10, choices=Method)

    class Meta:
        verbose_name = verbose_name_plural = "댓글 읽기"
        constraints = [
            models.CheckConstraint(
                condition=Q(sentiment__in=["POSITIVE", "NEUTRAL", "NEGATIVE"]), name="sentimentlabel_known"
            )
        ]

    def __str__(self):
        return self.get_sentiment_display()


class Briefing(models.Model):
    """What was talked about most yesterday, as the draft of a notice that staff may release."""

    class State(models.TextChoices):
        DRAFT = "DRAFT", "초안"
        RELEASED = "RELEASED", "공지함"

    day = models.DateField("날짜", unique=True)
    title = models.CharField("제목", max_length=200)
    body = models.TextField("내용")
    state = models.CharField("상태", max_length=10, choices=State, default=State.DRAFT)
    # The posts it speaks of.
    public_ids = models.JSONField("글", default=list)
    notice = models.ForeignKey(Post, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="공지")
    released_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="공지한 운영자"
    )
    made_at = models.DateTimeField("만든 때", default=timezone.now)

    class Meta:
        verbose_name = verbose_name_plural = "하루 브리핑 초안"
        ordering = ["-day"]
        constraints = [
            models.CheckConstraint(condition=Q(state__in=["DRAFT", "RELEASED"]), name="briefing_state"),
            models.CheckConstraint(
                condition=Q(state="DRAFT", notice__isnull=True) | Q(state="RELEASED", notice__isnull=False),
                name="briefing_released_has_notice",
            ),
        ]

    def __str__(self):
        return self.title
