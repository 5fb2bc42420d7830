"""Pictures on their way in, and stored."""

import secrets
from datetime import timedelta

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from polibat.files import private_storage, public_storage
from polibat.managers import manager

# What shows pictures; nothing else here knows what that is.
TEXT = "boards.Post"
SIGNED_SECONDS = 3600
ON_THEIR_WAY = Q(withheld_at__isnull=True, is_out_of_reach=True) | Q(withheld_at__isnull=False, is_out_of_reach=False)
NO_PICTURE = "이미지 파일만 업로드 가능합니다. (jpg, png, gif, webp, heic, bmp, tiff)"


def new_token():
    """A name for a picture that nobody can guess."""
    return secrets.token_urlsafe(16)


def address_of(name, *, is_withheld):
    """The address of a file of a picture: the public one, or one that is signed for an hour."""
    if not is_withheld:
        return public_storage.url(name)
    return private_storage().download_url(
        name, filename=name.rpartition("/")[2], content_type="image/webp", seconds=SIGNED_SECONDS
    )


class ImageQuerySet(models.QuerySet["Image"]):
    """Pictures by where they belong."""

    def on_their_way(self):
        """Those whose files do not lie where they belong."""
        return self.filter(ON_THEIR_WAY)


class Image(models.Model):
    """An uploaded picture: decoded and re-encoded here, in two WebP sizes; belongs to a post once one shows it."""

    token = models.CharField(max_length=32, unique=True, default=new_token, editable=False)
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="images", verbose_name="올린 회원"
    )
    author_id: int
    post = models.ForeignKey(TEXT, models.CASCADE, null=True, blank=True, related_name="images", verbose_name="게시글")
    post_id: int | None
    page_file = models.ImageField("본문 크기", upload_to="images/")
    list_file = models.ImageField("목록 크기", upload_to="images/")
    width = models.PositiveIntegerField("너비")
    height = models.PositiveIntegerField("높이")
    created_at = models.DateTimeField("등록일", default=timezone.now)
    # Since when no text shows it that everybody may read: its files belong into the private storage.
    withheld_at = models.DateTimeField(null=True, editable=False)
    # Where its files lie now, or (on their way) lay before.
    is_out_of_reach = models.BooleanField(default=False, db_default=False, editable=False)

    # Told to whoever sent it: of a picture that moves the first frame is kept.
    was_moving = False

    objects: ImageQuerySet = manager(ImageQuerySet)

    class Meta:
        db_table = "boards_image"
        verbose_name = verbose_name_plural = "이미지"
        ordering = ["-pk"]
        indexes = [
            models.Index(fields=["created_at"], condition=Q(post__isnull=True), name="image_orphan"),
            models.Index(fields=["withheld_at"], condition=Q(withheld_at__isnull=False), name="image_withheld"),
            models.Index(fields=["id"], condition=ON_THEIR_WAY, name="image_on_its_way"),
        ]

    def __str__(self):
        return self.token

    @property
    def page_url(self):
        """Where it is found in the size of a page, by everybody or, of a withheld one, for an hour."""
        return address_of(self.page_file.name, is_withheld=self.withheld_at is not None)

    @property
    def list_url(self):
        """Where it is found in the size of a list."""
        return address_of(self.list_file.name, is_withheld=self.withheld_at is not None)

    @property
    def names(self):
        """The names of its files, the same in either storage."""
        return [self.page_file.name, self.list_file.name]


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
    SUFFIXES = {
        "image/jpeg": ".jpg",
        "image/png": ".png",
        "image/gif": ".gif",
        "image/webp": ".webp",
        "image/heic": ".heic",
        "image/heif": ".heif",
        "image/avif": ".avif",
        "image/bmp": ".bmp",
        "image/tiff": ".tiff",
    }
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
        db_table = "boards_incomingimage"
        verbose_name = verbose_name_plural = "올리는 중인 이미지"
        constraints = [
            models.CheckConstraint(
                condition=Q(
                    content_type__in=[
                        *("image/jpeg", "image/png", "image/gif", "image/webp", "image/heic", "image/heif"),
                        *("image/avif", "image/bmp", "image/tiff"),
                    ]
                ),
                name="incoming_image_type",
            )
        ]

    def __str__(self):
        return self.token

    @property
    def name(self):
        """Where the browser puts it; what it really is shows when somebody looks."""
        return f"{self.FOLDER}{self.token}{self.SUFFIXES[self.content_type]}"
