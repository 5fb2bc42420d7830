"""A post: one table for every board."""

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from polibat.text import length_of
from politicians.models import Politician


class Board(models.TextChoices):
    """The boards; the value is in the public contract, the slug in the address."""

    FREE = "FREE", "자유게시판"
    POLITICIAN = "POLITICIAN", "정치인게시판"

    @property
    def slug(self):
        """The board's part of the address (architecture §7)."""
        return {"FREE": "free", "POLITICIAN": "voice"}[self.value]

    @property
    def prefix(self):
        """The prefix of its posts' public ids."""
        return {"FREE": "FB", "POLITICIAN": "PB"}[self.value]

    @classmethod
    def from_slug(cls, slug):
        """The board at `/<slug>/`; KeyError when there is none."""
        return {board.slug: board for board in cls}[slug]


class PostQuerySet(models.QuerySet):
    """The doors to posts."""

    def listed(self):
        """Posts that everybody may read; what lists, feeds and search start from."""
        return self.filter(status__in=Post.LISTED)

    def visible_to(self, member):
        """Posts that `member` (or a visitor) may read: the listed ones, one's own hidden ones, all for staff."""
        if not member.is_authenticated:
            return self.listed()
        if member.has_perm("boards.view_hidden_post"):
            return self
        return self.filter(Q(status__in=Post.LISTED) | Q(status=Post.Status.HIDDEN, author=member))

    def on(self, board):
        """Posts of one board."""
        return self.filter(board=board)

    def for_list(self):
        """With what a row of a list shows, without the bodies, in one query."""
        return self.select_related("author", "politician", "counts").defer(
            "body", "body_text", "politician__committees"
        )

    def for_detail(self):
        """With what the page of one post shows, in one query."""
        return self.select_related("author", "politician__party", "politician__card", "counts")


class Post(models.Model):
    """Something said on a board."""

    class Status(models.TextChoices):
        PUBLISHED = "PUBLISHED", "게시"
        PINNED = "PINNED", "게시(고정)"
        HIDDEN = "HIDDEN", "숨김"
        DELETED = "DELETED", "삭제"

    LISTED = (Status.PUBLISHED, Status.PINNED)
    TITLE_LENGTH = (2, 200)
    BODY_LENGTH = (10, 10_000)

    public_id = models.CharField("아이디", max_length=20, unique=True, editable=False)
    board = models.CharField("게시판", max_length=12, choices=Board)
    status = models.CharField("상태", max_length=10, choices=Status, default=Status.PUBLISHED)
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="posts", verbose_name="작성자")
    politician = models.ForeignKey(
        Politician, models.PROTECT, null=True, blank=True, related_name="posts", verbose_name="소통대상 정치인"
    )
    # Written by the politician (or an aide) whose post it is: 직접등록.
    is_by_politician = models.BooleanField("정치인 측 작성", default=False)
    title = models.CharField("제목", max_length=200)
    body = models.TextField("내용")
    body_text = models.TextField(editable=False)
    excerpt = models.CharField(max_length=160, blank=True, editable=False)
    has_image = models.BooleanField("이미지", default=False, editable=False)
    removed_by_author = models.BooleanField("작성자 삭제", default=False, editable=False)
    published_at = models.DateTimeField("작성일", default=timezone.now, editable=False)
    edited_at = models.DateTimeField("수정일", null=True, editable=False)

    objects = PostQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "게시글"
        ordering = ["-pk"]
        indexes = [
            models.Index(fields=["board", "-id"], condition=Q(status__in=["PUBLISHED", "PINNED"]), name="post_listed"),
            models.Index(
                fields=["politician", "-id"],
                condition=Q(status__in=["PUBLISHED", "PINNED"], politician__isnull=False),
                name="post_listed_politician",
            ),
            models.Index(fields=["author", "-id"], name="post_author"),
            models.Index(fields=["board", "-published_at", "-id"], name="post_date"),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(board__in=["FREE", "POLITICIAN"]), name="post_board"),
            models.CheckConstraint(
                condition=Q(status__in=["PUBLISHED", "PINNED", "HIDDEN", "DELETED"]), name="post_status"
            ),
            models.CheckConstraint(
                condition=~Q(board="FREE") | Q(politician__isnull=True), name="post_free_names_nobody"
            ),
            models.CheckConstraint(
                condition=Q(is_by_politician=False) | Q(board="FREE") | Q(politician__isnull=False),
                name="post_by_politician_names_them",
            ),
        ]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return reverse("boards:post-detail", args=[Board(self.board).slug, self.public_id])

    def clean(self):
        """Lengths as a person counts them (overview §4)."""
        errors = {}
        for field, text, (shortest, longest), name in (
            ("title", self.title, self.TITLE_LENGTH, "제목"),
            ("body", self.body_text, self.BODY_LENGTH, "내용"),
        ):
            length = length_of(text.strip())
            if not length:
                errors[field] = ValidationError(f"{name}을 입력하세요.", code="required")
            elif length < shortest:
                errors[field] = ValidationError(
                    f"{name}은 {shortest}자 이상 입력해 주세요. (현재 {length}자)", code="too_short"
                )
            elif length > longest:
                errors[field] = ValidationError(
                    f"{name}은 {longest:,}자까지 쓸 수 있습니다. (현재 {length:,}자)", code="too_long"
                )
        if errors:
            raise ValidationError(errors)

    @property
    def is_listed(self):
        """Whether everybody may read it."""
        return self.status in self.LISTED


class PostCounts(models.Model):
    """The numbers of a post in a narrow row of their own, so that a like or a view never rewrites the text."""

    post = models.OneToOneField(Post, models.CASCADE, primary_key=True, related_name="counts")
    views = models.PositiveIntegerField("조회수", default=0)
    likes = models.PositiveIntegerField("추천", default=0)
    dislikes = models.PositiveIntegerField("싫어요", default=0)
    comments = models.PositiveIntegerField("댓글", default=0)
    # Listed comments by the named politician, and by aides: 직접답변 and 보좌진답변.
    answers = models.PositiveIntegerField("정치인 답변", default=0)
    aide_answers = models.PositiveIntegerField("보좌진 답변", default=0)
    comment_serial = models.PositiveIntegerField(default=0)
    report_serial = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name = verbose_name_plural = "게시글 수치"

    def __str__(self):
        return f"{self.post_id}"
