"""What is kept of requests to the outside: how many, how long, how dear; never what was said, nor by whom."""

from collections.abc import Callable

from django.conf import settings
from django.db import connection, models
from django.db.models.functions import Greatest
from django.utils import timezone

from polibat.managers import manager


class AiDayQuerySet(models.QuerySet):
    """The day's budget, taken in one statement, so that no two processes spend the same tokens."""

    def reserve(self, tokens, *, day=None):
        """Take `tokens` of the budget of `day` (today); False when it does not hold so many any more."""
        with connection.cursor() as cursor:
            cursor.execute(
                """
                INSERT INTO assist_aiday AS kept (day, tokens, requests)
                SELECT %(day)s, %(tokens)s, 1 WHERE %(tokens)s <= %(limit)s
                ON CONFLICT (day) DO UPDATE SET tokens = kept.tokens + %(tokens)s, requests = kept.requests + 1
                WHERE kept.tokens + %(tokens)s <= %(limit)s
                RETURNING tokens
                """,
                {"day": day or timezone.localdate(), "tokens": tokens, "limit": settings.AI_DAILY_TOKENS},
            )
            return cursor.fetchone() is not None

    def settle(self, day, difference):
        """Correct what was reserved by what was really used."""
        self.filter(day=day).update(tokens=Greatest(models.F("tokens") + difference, 0))

    def give_back(self, day, tokens):
        """Return what was reserved for a request that was not sent."""
        self.filter(day=day).update(tokens=models.F("tokens") - tokens, requests=models.F("requests") - 1)


class AiDay(models.Model):
    """Tokens used on one Seoul day."""

    day = models.DateField("날짜", primary_key=True)
    tokens = models.PositiveIntegerField("토큰", default=0)
    requests = models.PositiveIntegerField("요청", default=0)

    objects: AiDayQuerySet = manager(AiDayQuerySet)

    class Meta:
        verbose_name = verbose_name_plural = "AI 하루 사용량"
        ordering = ["-day"]

    def __str__(self):
        return f"{self.day} {self.tokens:,}"


class AiRequest(models.Model):
    """One request that went out."""

    class Outcome(models.TextChoices):
        OK = "OK", "성공"
        INVALID = "INVALID", "형식 오류"
        TIMEOUT = "TIMEOUT", "시간 초과"
        LIMITED = "LIMITED", "요청 제한(429)"
        FAILED = "FAILED", "서버 오류"
        REFUSED = "REFUSED", "거절"

    get_outcome_display: Callable[[], str]

    purpose = models.CharField("용도", max_length=20)
    prompt_version = models.CharField("지시문", max_length=20)
    model = models.CharField("모델", max_length=60)
    outcome = models.CharField("결과", max_length=10, choices=Outcome)
    prompt_tokens = models.PositiveIntegerField("보낸 토큰", default=0)
    answer_tokens = models.PositiveIntegerField("받은 토큰", default=0)
    duration_ms = models.PositiveIntegerField("걸린 시간(ms)", default=0)
    # Of what was sent: by it one sees that the same text went out twice, and nothing else.
    content_hash = models.CharField("내용 해시", max_length=64)
    made_at = models.DateTimeField("시각", default=timezone.now, db_index=True)

    class Meta:
        verbose_name = verbose_name_plural = "AI 요청"
        ordering = ["-pk"]

    def __str__(self):
        return f"{self.purpose} {self.get_outcome_display()}"
