"""The list of words that staff keep: a text that holds one is shown to somebody, and nothing else happens."""

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone

from polibat.text import length_of


class WatchWord(models.Model):
    """A word to look out for, or (`is_exception`) a harmless one that only holds such a word."""

    LONGEST = 40

    word = models.CharField("낱말", max_length=LONGEST)
    # The letters that are compared; two spellings of one word are one.
    key = models.CharField(max_length=LONGEST, unique=True, editable=False)
    is_exception = models.BooleanField(
        "예외", default=False, help_text="목록의 낱말을 품고 있지만 문제없는 말(예: ‘새끼손가락’)"
    )
    is_active = models.BooleanField("사용", default=True, editable=False)
    note = models.CharField("메모", max_length=200, blank=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="등록한 운영자",
        editable=False,
    )
    created_at = models.DateTimeField("등록일시", default=timezone.now, editable=False)

    class Meta:
        verbose_name = verbose_name_plural = "낱말 목록"
        ordering = ["word"]
        constraints = [models.CheckConstraint(condition=~models.Q(key=""), name="watchword_has_letters")]

    def __str__(self):
        return self.word

    def clean(self):
        """One letter alone stands in far too many harmless words."""
        if length_of(self.word.replace(" ", "")) < 2:
            raise ValidationError({"word": ValidationError("두 글자 이상의 낱말을 적어 주세요.", code="too_short")})
