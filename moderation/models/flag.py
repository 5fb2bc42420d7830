"""What looks odd and waits for a look: members and addresses that do much, texts with words of the list."""

from collections.abc import Callable
from typing import TypeVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from boards.models import Comment, Post
from moderation.models.target import ONE_TARGET, AboutText, AboutTextQuerySet
from polibat.managers import manager


class FlagState(models.TextChoices):
    """Whether somebody has looked."""

    OPEN = "OPEN", "확인 전"
    SETTLED = "SETTLED", "확인함"


Flag = TypeVar("Flag", bound=models.Model)


class FlagQuerySet(models.QuerySet[Flag]):
    """Flags by state."""

    def open(self):
        """Those that nobody has looked at."""
        return self.filter(state=FlagState.OPEN)


class AbuseFlag(models.Model):
    """A member, or an address (as a keyed hash, never itself), that looks odd, or a flooded post."""

    class Kind(models.TextChoices):
        REACTIONS = "REACTIONS", "1분에 반응 50번"
        REPORTS = "REPORTS", "1시간에 신고 10번"
        ACCOUNTS = "ACCOUNTS", "1시간에 한 주소에서 가입 여러 번"
        FLOOD = "FLOOD", "10분에 한 글에 댓글이나 반응이 몰림"
        MAILBOX = "MAILBOX", "먼저 가입한 회원과 같은 메일함"
        NAME = "NAME", "정치인이나 운영자로 보이는 닉네임"

    State = FlagState

    kind = models.CharField("종류", max_length=12, choices=Kind)
    get_kind_display: Callable[[], str]
    member = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="abuse_flags",
        verbose_name="회원",
    )
    member_id: int | None
    address_hash = models.CharField("주소(해시)", max_length=64, blank=True)
    post = models.ForeignKey(
        Post, models.CASCADE, null=True, blank=True, related_name="abuse_flags", verbose_name="게시글"
    )
    post_id: int | None
    evidence = models.PositiveIntegerField("횟수")
    windows = models.PositiveIntegerField("되풀이", default=1)
    first_seen = models.DateTimeField("처음", default=timezone.now)
    last_seen = models.DateTimeField("마지막", default=timezone.now)
    state = models.CharField("상태", max_length=10, choices=State, default=State.OPEN)
    note = models.CharField("메모", max_length=500, blank=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="확인한 운영자"
    )
    settled_at = models.DateTimeField("확인일시", null=True, blank=True)

    objects: FlagQuerySet["AbuseFlag"] = manager(FlagQuerySet)

    class Meta:
        verbose_name = verbose_name_plural = "이상 징후"
        ordering = ["-last_seen", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "member", "address_hash", "post"],
                condition=Q(state="OPEN"),
                nulls_distinct=False,
                name="abuseflag_one_open",
            ),
            models.CheckConstraint(
                condition=Q(kind__in=["REACTIONS", "REPORTS", "ACCOUNTS", "FLOOD", "MAILBOX", "NAME"]),
                name="abuseflag_kind",
            ),
            models.CheckConstraint(condition=Q(state__in=["OPEN", "SETTLED"]), name="abuseflag_state"),
            models.CheckConstraint(
                condition=Q(member__isnull=False, address_hash="", post=None)
                | (Q(member=None, post=None) & ~Q(address_hash=""))
                | Q(kind="FLOOD", member=None, address_hash="", post__isnull=False),
                name="abuseflag_of_one_thing",
            ),
        ]

    def __str__(self):
        return f"{self.get_kind_display()}: {self.member or self.post or self.address_hash[:12]}"


class ReviewFlagQuerySet(AboutTextQuerySet["ReviewFlag"], FlagQuerySet["ReviewFlag"]):
    """Flags by text and state."""


class ReviewFlag(AboutText, models.Model):
    """A text with words of the list, for somebody to read; nothing happens to it by itself."""

    State = FlagState

    post = models.ForeignKey(
        Post, models.CASCADE, null=True, blank=True, related_name="review_flags", verbose_name="게시글"
    )
    comment = models.ForeignKey(
        Comment, models.CASCADE, null=True, blank=True, related_name="review_flags", verbose_name="댓글"
    )
    words = models.CharField("걸린 말", max_length=300)
    score = models.FloatField("정도")
    state = models.CharField("상태", max_length=10, choices=State, default=State.OPEN)
    note = models.CharField("메모", max_length=500, blank=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="확인한 운영자"
    )
    created_at = models.DateTimeField("표시일시", default=timezone.now)
    settled_at = models.DateTimeField("확인일시", null=True, blank=True)

    objects: ReviewFlagQuerySet = manager(ReviewFlagQuerySet)

    class Meta:
        verbose_name = verbose_name_plural = "확인할 글"
        ordering = ["-score", "created_at", "pk"]
        indexes = [models.Index(fields=["-score", "created_at"], condition=Q(state="OPEN"), name="reviewflag_open")]
        constraints = [
            models.UniqueConstraint(fields=["post"], condition=Q(state="OPEN"), name="reviewflag_open_post"),
            models.UniqueConstraint(fields=["comment"], condition=Q(state="OPEN"), name="reviewflag_open_comment"),
            models.CheckConstraint(condition=ONE_TARGET, name="reviewflag_one_target"),
            models.CheckConstraint(condition=Q(state__in=["OPEN", "SETTLED"]), name="reviewflag_state"),
        ]

    def __str__(self):
        return f"{self.target.public_id}: {self.words}"
