"""Kept totals: how many listed posts a stretch of a board holds, how often a politician was named and answered."""

from django.db import models
from django.db.models import F, Q

from boards.models.post import Board
from politicians.models import Politician


class BoardTally(models.Model):
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
            models.UniqueConstraint(fields=["board", "block"], include=["listed"], name="boardtally_once"),
            models.CheckConstraint(condition=Q(listed__lte=1024), name="boardtally_fits"),
        ]

    def __str__(self):
        return f"{self.board} {self.block}: {self.listed}"


class NamedTally(models.Model):
    """How many listed posts of citizens name a politician, and how many of these were answered."""

    politician = models.OneToOneField(Politician, models.CASCADE, primary_key=True, related_name="named_tally")
    named = models.PositiveIntegerField("지목된 글", default=0)
    answered = models.PositiveIntegerField("답변한 글", default=0)

    class Meta:
        verbose_name = verbose_name_plural = "정치인 답변 합계"
        constraints = [models.CheckConstraint(condition=Q(answered__lte=F("named")), name="namedtally_rate")]

    def __str__(self):
        return f"{self.politician_id}: {self.answered}/{self.named}"
