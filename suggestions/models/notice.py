"""A notice of staff: a post with a 말머리; at most five are pinned."""

from django.db import models
from django.db.models import Q

from boards.models.post import Post
from polibat.managers import manager

MOST_PINNED = 5


class NoticeQuerySet(models.QuerySet["Notice"]):
    """The doors to notices; who may see one is decided by its post."""

    def visible_to(self, member):
        """Notices whose post `member` (or a visitor) may read."""
        return self.filter(post__in=Post.objects.visible_to(member))

    def pinned(self):
        """The pinned notices that everybody may read, the one pinned last first."""
        return self.filter(pinned_slot__isnull=False, post__status=Post.Status.PINNED).order_by("-post__published_at")


class Notice(models.Model):
    """What makes a post on 공지사항 a notice."""

    class Category(models.TextChoices):
        GUIDE = "GUIDE", "이용안내"
        UPDATE = "UPDATE", "업데이트"
        NEWS = "NEWS", "소통소식"
        OUTSIDE = "OUTSIDE", "외부활동"

    TONES = {"GUIDE": "green", "UPDATE": "violet", "NEWS": "blue", "OUTSIDE": "yellow"}

    post = models.OneToOneField(
        Post, models.PROTECT, primary_key=True, related_name="notice", verbose_name="게시글", editable=False
    )
    category = models.CharField("말머리", max_length=10, choices=Category)
    # One of five places; that no two notices have the same one keeps them five.
    pinned_slot = models.PositiveSmallIntegerField("고정 자리", null=True, unique=True, editable=False)

    objects: NoticeQuerySet = manager(NoticeQuerySet)

    class Meta:
        verbose_name = verbose_name_plural = "공지사항"
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(category__in=["GUIDE", "UPDATE", "NEWS", "OUTSIDE"]), name="notice_category"
            ),
            models.CheckConstraint(
                condition=Q(pinned_slot__isnull=True) | Q(pinned_slot__gte=1, pinned_slot__lte=MOST_PINNED),
                name="notice_five_pinned",
            ),
        ]

    def __str__(self):
        return str(self.post)

    def get_absolute_url(self):
        """Return the address of the notice's page."""
        return self.post.get_absolute_url()

    @property
    def tone(self):
        """The colour of its 말머리."""
        return self.TONES[self.category]

    @property
    def is_pinned(self):
        """Whether it stands above all others."""
        return self.post.status == Post.Status.PINNED
