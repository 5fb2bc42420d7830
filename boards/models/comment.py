"""A comment, and its one level of replies."""

from dataclasses import replace

from django.conf import settings
from django.contrib.postgres.indexes import GinIndex
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Coalesce
from django.utils import timezone

from boards.models.badges import author_badge
from boards.models.post import AUTHOR_FIELDS, Post
from boards.models.visibility import UNLISTED, CommentStatus, VisibleComments
from polibat.managers import manager
from polibat.text.bigrams import Pairs
from polibat.text.length import TextLength, check_lengths

PAGE_FIELDS = [
    *(
        "public_id",
        "post_id",
        "parent_id",
        "text",
        "status",
        "is_answer",
        "likes",
        "dislikes",
        "created_at",
        "edited_at",
    ),
    *(f"author__{name}" for name in AUTHOR_FIELDS),
]
# Of the post around it: where it is, and whether it can be read.
POST_FIELDS = [f"post__{name}" for name in ("public_id", "board", "status", "is_private", "title", "author_id")]


class CommentQuerySet(VisibleComments):
    """Comments with what is shown of them."""

    def for_page(self):
        """With what a page shows of comments, in one query."""
        return self.select_related("author").only(*PAGE_FIELDS)

    def written_by(self, member):
        """What `member` said and did not take back, with the posts around it, in one query; newest first."""
        mine = self.visible_to(member).filter(author=member).exclude(status=Comment.Status.DELETED)
        return mine.select_related("author", "post").only(*PAGE_FIELDS, *POST_FIELDS).order_by("-pk")


class Comment(models.Model):
    """Something said below a post; plain text."""

    Status = CommentStatus
    LENGTH = TextLength(1000, name="댓글은")

    public_id = models.CharField("아이디", max_length=40, unique=True, editable=False)
    post = models.ForeignKey(Post, models.PROTECT, related_name="comments", verbose_name="게시글")
    post_id: int
    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="replies", verbose_name="원댓글"
    )
    parent_id: int | None
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="comments", verbose_name="작성자")
    author_id: int
    text = models.TextField("댓글")
    status = models.CharField("상태", max_length=10, choices=CommentStatus, default=CommentStatus.PUBLISHED)
    # Said by the politician whom the post names, or by an aide of theirs.
    is_answer = models.BooleanField("답변", default=False, editable=False)
    removed_by_author = models.BooleanField("작성자 삭제", default=False, editable=False)
    likes = models.PositiveIntegerField("좋아요", default=0, editable=False)
    dislikes = models.PositiveIntegerField("싫어요", default=0, editable=False)
    report_serial = models.PositiveIntegerField(default=0, editable=False)
    # Names one filling-in of the form: sending it twice makes one comment.
    submission = models.UUIDField(null=True, blank=True, editable=False)
    created_at = models.DateTimeField("작성일", default=timezone.now, editable=False)
    edited_at = models.DateTimeField("수정일", null=True, editable=False)

    objects: CommentQuerySet = manager(CommentQuerySet)

    class Meta:
        verbose_name = verbose_name_plural = "댓글"
        ordering = ["pk"]
        indexes = [
            models.Index(fields=["post", "id"], name="comment_post"),
            models.Index(fields=["author", "-id"], name="comment_author"),
            models.Index(fields=["-created_at", "-id"], name="comment_date"),
            # What staff look for, as of posts.
            models.Index(Coalesce("edited_at", "created_at").desc(), F("id").desc(), name="comment_updated"),
            models.Index(
                fields=["status", "-created_at", "-id"],
                condition=Q(status__in=UNLISTED),
                name="comment_unlisted",
            ),
            GinIndex(Pairs("text"), name="comment_text_pairs"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["author", "submission"], name="comment_once_a_submission"),
            models.CheckConstraint(condition=Q(status__in=CommentStatus.values), name="comment_status"),
            models.CheckConstraint(condition=~Q(parent=models.F("id")), name="comment_not_its_own_parent"),
        ]

    def __str__(self):
        return self.text[:40]

    def get_absolute_url(self):
        """Return the address of the page on which it stands, also when many newer ones follow."""
        return f"{self.post.get_absolute_url()}?comment={self.public_id}#{self.public_id}"

    def clean(self):
        """Length as a person counts it, and one level of replies below the same post."""
        empty = "댓글 내용을 입력해주세요." if self.post.is_suggestion else "댓글을 입력하세요."
        message = "답글을 입력하세요." if self.parent_id else empty
        if errors := check_lengths(("text", self.text, replace(self.LENGTH, required=message))):
            raise ValidationError(errors)
        if self.parent and (self.parent.post_id != self.post_id or self.parent.parent_id):
            raise ValidationError("이 댓글에는 답글을 달 수 없습니다.", code="parent")

    @property
    def author_name(self):
        """The nickname of whoever says it."""
        return self.author.nickname

    @property
    def author_badge(self):
        """The badge beside the author; "" for citizens."""
        return author_badge(self.author)

    @property
    def is_listed(self) -> bool:
        """Whether its words can be read, where its post can be."""
        return self.status == self.Status.PUBLISHED

    @property
    def is_gone(self):
        """Whether only a placeholder may be shown in its place."""
        return not self.is_listed

    @property
    def shown_text(self):
        """The text, or why there is none; the words of a comment that is gone never leave this property."""
        if self.status == self.Status.HIDDEN:
            return "운영 정책에 따라 숨겨진 댓글입니다."
        return "삭제된 댓글입니다." if self.status == self.Status.DELETED else self.text
