"""Pictures in posts, and drafts that survive a closed tab."""

import secrets

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from boards.models.post import Board, Post
from politicians.models import Politician


def new_token():
    """A name for a picture that nobody can guess."""
    return secrets.token_urlsafe(16)


class Image(models.Model):
    """An uploaded picture: decoded and re-encoded here, in two WebP sizes; belongs to a post once one shows it."""

    token = models.CharField(max_length=32, unique=True, default=new_token, editable=False)
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="images", verbose_name="올린 회원"
    )
    post = models.ForeignKey(Post, models.CASCADE, null=True, blank=True, related_name="images", verbose_name="게시글")
    page_file = models.ImageField("본문 크기", upload_to="images/")
    list_file = models.ImageField("목록 크기", upload_to="images/")
    width = models.PositiveIntegerField("너비")
    height = models.PositiveIntegerField("높이")
    created_at = models.DateTimeField("등록일", default=timezone.now)

    class Meta:
        verbose_name = verbose_name_plural = "이미지"
        ordering = ["-pk"]
        indexes = [models.Index(fields=["created_at"], condition=Q(post__isnull=True), name="image_orphan")]

    def __str__(self):
        return self.token


class Draft(models.Model):
    """What a member began to write on a board and has not published; one a board."""

    TITLE_LENGTH = 400

    member = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="drafts")
    board = models.CharField(max_length=12, choices=Board)
    politician = models.ForeignKey(Politician, models.SET_NULL, null=True, blank=True, related_name="+")
    title = models.CharField(max_length=TITLE_LENGTH, blank=True)
    body = models.TextField(blank=True)
    saved_at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = verbose_name_plural = "임시 글"
        constraints = [models.UniqueConstraint(fields=["member", "board"], name="draft_one_a_board")]

    def __str__(self):
        return self.title
