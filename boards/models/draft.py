"""Drafts, which survive a closed tab."""

from django.conf import settings
from django.db import models
from django.utils import timezone

from boards.models.post import Board
from politicians.models import Politician


class Draft(models.Model):
    """What a member began to write on a board and has not published; one a board."""

    TITLE_LENGTH = 400

    member = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="drafts")
    board = models.CharField(max_length=12, choices=Board)
    politician = models.ForeignKey(Politician, models.SET_NULL, null=True, blank=True, related_name="+")
    title = models.CharField(max_length=TITLE_LENGTH, blank=True)
    body = models.TextField(blank=True)
    saved_at = models.DateTimeField(default=timezone.now)
    # Counts the changes, so that two tabs do not overwrite each other.
    version = models.PositiveIntegerField(default=1, db_default=1, editable=False)

    class Meta:
        verbose_name = verbose_name_plural = "임시 글"
        constraints = [models.UniqueConstraint(fields=["member", "board"], name="draft_one_a_board")]

    def __str__(self):
        return self.title
