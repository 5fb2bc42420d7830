"""Pictures in posts on their way in and stored, and drafts that survive a closed tab."""

import secrets
from datetime import timedelta

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from boards.models.post import Board, Post
from polibat.managers import manager
from politicians.models import Politician

NO_PICTURE = "이미지 파일만 업로드 가능합니다. (jpg, png, gif, webp)"


def new_token():
    """A name for a picture that nobody can guess."""
    return secrets.token_urlsafe(16)


class Image(models.Model):
    """An uploaded picture: decoded and re-encoded here, in two WebP sizes; belongs to a post once one shows it."""

    token = models.CharField(max_length=32, unique=True, default=new_token, editable=False)
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="images", verbose_name="올린 회원"
    )
    author_id: int
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


class IncomingImageQuerySet(models.QuerySet["IncomingImage"]):
    """Pictures on their way in, which concern nobody but their member."""

    def visible_to(self, member):
        """Those of `member`."""
        return self.filter(author=member) if member.is_authenticated else self.none()


class IncomingImage(models.Model):
    """A picture that a browser puts into the private storage by itself; nobody has looked into it yet.

    The row goes with the periodic tidying, and with it whatever lies under its name by then.
    """

    FOLDER = "uploads/incoming/"
    SUFFIXES = {"image/jpeg": ".jpg", "image/png": ".png", "image/gif": ".gif", "image/webp": ".webp"}
    # Seconds in which the upload has to begin.
    OPEN_SECONDS = 600
    KEPT = timedelta(hours=2)

    token = models.CharField(max_length=32, unique=True, default=new_token, editable=False)
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    author_id: int
    content_type = models.CharField(
        max_length=20,
        choices=[(name, name) for name in SUFFIXES],
        error_messages=dict.fromkeys(("invalid_choice", "blank"), NO_PICTURE),
    )
    image = models.ForeignKey(Image, models.CASCADE, null=True, blank=True, related_name="+")
    created_at = models.DateTimeField(default=timezone.now, db_index=True)

    objects: IncomingImageQuerySet = manager(IncomingImageQuerySet)

    class Meta:
        verbose_name = verbose_name_plural = "올리는 중인 이미지"
        constraints = [
            models.CheckConstraint(
                condition=Q(content_type__in=["image/jpeg", "image/png", "image/gif", "image/webp"]),
                name="incoming_image_type",
            )
        ]

    def __str__(self):
        return self.token

    @property
    def name(self):
        """Where the browser puts it; what it really is shows when somebody looks."""
        return f"{self.FOLDER}{self.token}{self.SUFFIXES[self.content_type]}"


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
