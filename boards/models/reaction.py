"""좋아요 and 싫어요."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from boards.models.comment import Comment
from boards.models.post import Post


class Reaction(models.Model):
    """One member's like or dislike of one post or comment."""

    class Value(models.TextChoices):
        LIKE = "LIKE", "좋아요"
        DISLIKE = "DISLIKE", "싫어요"

    member = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="reactions", verbose_name="회원")
    post = models.ForeignKey(Post, models.CASCADE, null=True, related_name="reactions", verbose_name="게시글")
    comment = models.ForeignKey(Comment, models.CASCADE, null=True, related_name="reactions", verbose_name="댓글")
    value = models.CharField("구분", max_length=8, choices=Value)
    created_at = models.DateTimeField("일시", default=timezone.now)

    class Meta:
        verbose_name = verbose_name_plural = "좋아요/싫어요"
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(fields=["member", "post"], name="reaction_once_a_post"),
            models.UniqueConstraint(fields=["member", "comment"], name="reaction_once_a_comment"),
            models.CheckConstraint(
                condition=Q(post__isnull=False, comment__isnull=True) | Q(post__isnull=True, comment__isnull=False),
                name="reaction_one_target",
            ),
            models.CheckConstraint(condition=Q(value__in=["LIKE", "DISLIKE"]), name="reaction_value"),
        ]

    def __str__(self):
        return f"{self.member_id} {self.value}"
