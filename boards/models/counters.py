"""Kept totals: of the posts in a stretch of a board, of the posts that name a politician, of what a member did."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from boards.models.post import Board
from boards.models.visibility import UNLISTED
from polibat.managers import manager
from politicians.models import Politician


class BoardCounter(models.Model):
    """How many listed posts a board has among the ids of one block.

    A page far down the list is found by adding up blocks and walking only inside the last one, so page 5,000 costs
    what page 1 does.
    """

    BLOCK = 1024

    board = models.CharField(max_length=12, choices=Board)
    block = models.PositiveIntegerField()
    listed = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name = verbose_name_plural = "게시판 합계"
        constraints = [
            models.UniqueConstraint(fields=["board", "block"], include=["listed"], name="boardcounter_once"),
            models.CheckConstraint(condition=Q(listed__lte=1024), name="boardcounter_fits"),
        ]

    def __str__(self):
        return f"{self.board} {self.block}: {self.listed}"


class UnlistedCounter(models.Model):
    """How many posts of a board, and comments below its posts, are hidden or deleted: the back office's totals."""

    class Kind(models.TextChoices):
        """What is counted."""

        POST = "POST", "게시글"
        COMMENT = "COMMENT", "댓글"

    STATUSES = UNLISTED

    kind = models.CharField(max_length=7, choices=Kind)
    board = models.CharField(max_length=12, choices=Board)
    status = models.CharField(max_length=9)
    # May be below nothing for a while: a release that did not count yet may have hidden what this one brings back.
    number = models.IntegerField(default=0)

    class Meta:
        verbose_name = verbose_name_plural = "게시되지 않은 글 합계"
        constraints = [
            models.UniqueConstraint(fields=["kind", "board", "status"], name="unlistedcounter_once"),
            models.CheckConstraint(condition=Q(kind__in=["POST", "COMMENT"]), name="unlistedcounter_kind"),
            models.CheckConstraint(condition=Q(status__in=UNLISTED), name="unlistedcounter_status"),
        ]

    def __str__(self):
        return f"{self.board} {self.kind} {self.status}: {self.number}"


class MentionCounter(models.Model):
    """How many listed posts of citizens name a politician, and how many of these were answered."""

    politician = models.OneToOneField(Politician, models.CASCADE, primary_key=True, related_name="mention_counter")
    politician_id: int
    named = models.PositiveIntegerField("지목된 글", default=0)
    answered = models.PositiveIntegerField("답변한 글", default=0)

    class Meta:
        verbose_name = verbose_name_plural = "정치인 답변 합계"
        constraints = [models.CheckConstraint(condition=Q(answered__lte=F("named")), name="mentioncounter_rate")]

    def __str__(self):
        return f"{self.politician_id}: {self.answered}/{self.named}"


class MemberCountsQuerySet(models.QuerySet["MemberCounts"]):
    """What members did."""

    def of(self, member):
        """The numbers of one member; zeros for somebody who did nothing yet."""
        return self.filter(pk=member.pk).first() or MemberCounts(member=member)


class MemberCounts(models.Model):
    """What a member did and earned here, in a narrow row of its own: my page reads it instead of counting thousands."""

    member = models.OneToOneField(
        settings.AUTH_USER_MODEL, models.CASCADE, primary_key=True, related_name="counts", verbose_name="회원"
    )
    member_id: int
    posts = models.PositiveIntegerField("작성한 글", default=0)
    comments = models.PositiveIntegerField("작성한 댓글", default=0)
    likes = models.PositiveIntegerField("받은 좋아요", default=0)
    dislikes = models.PositiveIntegerField("받은 싫어요", default=0)
    ballots = models.PositiveIntegerField("투표 참여", default=0)
    # The database knows what an earlier release that still serves does not say.
    given_likes = models.PositiveIntegerField("누른 좋아요", default=0, db_default=0)
    given_dislikes = models.PositiveIntegerField("누른 싫어요", default=0, db_default=0)

    objects: MemberCountsQuerySet = manager(MemberCountsQuerySet)

    class Meta:
        verbose_name = verbose_name_plural = "회원 활동 합계"

    def __str__(self):
        return f"{self.member_id}"
