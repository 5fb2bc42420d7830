"""좋아요 and 싫어요."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from boards.models.comment import PAGE_FIELDS, POST_FIELDS, Comment
from boards.models.post import LIST_FIELDS, Post
from polibat.managers import manager


class ReactionQuerySet(models.QuerySet["Reaction"]):
    """A member's own reactions, as far as what they stand on can be read by everybody who sees lists."""

    def on_posts(self, member, value):
        """Those of `member` on posts, with what a list shows of each post, in one query; newest first."""
        readable = Post.objects.visible_to(member).listed()
        fields = [f"post__{name}" for name in (*LIST_FIELDS, "is_private", "counts__dislikes")]
        related = self.select_related("post__author", "post__politician", "post__counts").only("value", *fields)
        return related.filter(member=member, value=value, post__isnull=False, post__in=readable).order_by("-pk")

    def on_comments(self, member, value):
        """Those of `member` on comments, with comment, author and post, in one query; newest first."""
        # Staff may read what was hidden; a list of what one liked is no place for it.
        readable = Comment.objects.visible_to(member).listed().on_listed_posts()
        fields = [f"comment__{name}" for name in (*PAGE_FIELDS, *POST_FIELDS)]
        related = self.select_related("comment__author", "comment__post").only("value", *fields)
        mine = related.filter(member=member, value=value, comment__isnull=False)
        return mine.filter(comment__in=readable).order_by("-pk")


class Reaction(models.Model):
    """One member's like or dislike of one post or comment."""

    class Value(models.TextChoices):
        LIKE = "LIKE", "좋아요"
        DISLIKE = "DISLIKE", "싫어요"

    member = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="reactions", verbose_name="회원", db_index=False
    )
    member_id: int
    post = models.ForeignKey(Post, models.CASCADE, null=True, related_name="reactions", verbose_name="게시글")
    comment = models.ForeignKey(Comment, models.CASCADE, null=True, related_name="reactions", verbose_name="댓글")
    value = models.CharField("구분", max_length=8, choices=Value)
    created_at = models.DateTimeField("일시", default=timezone.now)

    objects: ReactionQuerySet = manager(ReactionQuerySet)

    class Meta:
        verbose_name = verbose_name_plural = "좋아요/싫어요"
        ordering = ["-pk"]
        indexes = [
            # Likes and dislikes of a page of members are counted in the index alone.
            models.Index(fields=["member", "value"], name="reaction_by_member"),
            models.Index(fields=["member", "value", "-id"], condition=Q(post__isnull=False), name="reaction_mine_post"),
            models.Index(
                fields=["member", "value", "-id"], condition=Q(comment__isnull=False), name="reaction_mine_comment"
            ),
            models.Index(fields=["-created_at", "-id"], name="reaction_moment"),
        ]
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
