"""A post: one table for every board."""

from collections.abc import Callable

from django.conf import settings
from django.contrib.postgres.indexes import GinIndex
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Coalesce
from django.utils import timezone

from boards.models.badges import author_badge, author_badge_of_lists, badges_of
from boards.models.visibility import LISTED, UNLISTED, PostStatus, VisiblePosts
from pictures.queries import shown_addresses
from polibat.managers import manager
from polibat.text.badges import Badge
from polibat.text.bigrams import Pairs
from polibat.text.length import STORED, TextLength, check_lengths
from politicians.models import Politician

SLUGS = {"FREE": "free", "POLITICIAN": "voice", "VOTE": "polls", "NOTICE": "notices", "SUGGESTION": "suggestions"}


class Board(models.TextChoices):
    """The boards; the value is in the public contract, the slug in the address."""

    FREE = "FREE", "자유게시판"
    POLITICIAN = "POLITICIAN", "정치인게시판"
    POLL = "VOTE", "투표"
    NOTICE = "NOTICE", "공지사항"
    SUGGESTION = "SUGGESTION", "불편/제안"

    @property
    def slug(self):
        """The board's part of the address (spec B1)."""
        return SLUGS[self.value]

    @property
    def prefix(self):
        """The prefix of its posts' public ids (of suggestions: of all but 불편사항)."""
        return {"FREE": "FB", "POLITICIAN": "PB", "VOTE": "VP", "NOTICE": "NT", "SUGGESTION": "RS"}[self.value]

    @property
    def list_address(self):
        """The address of its list, whichever app answers there (spec B1)."""
        return f"/{self.slug}/"

    @property
    def is_written_by_members(self):
        """Whether members write here as they please; the other boards have forms and verbs of their own."""
        return self in {Board.FREE, Board.POLITICIAN}

    @classmethod
    def main(cls) -> tuple["Board", ...]:
        """The boards whose texts figures count; suggestions and notices have lists of their own (spec L22, L41)."""
        return cls.FREE, cls.POLITICIAN, cls.POLL

    @classmethod
    def from_slug(cls, slug):
        """The board at `/<slug>/`; KeyError when there is none."""
        return {board.slug: board for board in cls}[slug]


# The main boards as one choice, and all of them, where the main ones are meant unless another is asked.
MAIN_CHOICE = ("MAIN", "자유·정치인·투표")
EVERY_CHOICE = ("EVERY", "불편/제안과 공지도")
AUTHOR_FIELDS = ["public_id", "kind", "status", "nickname"]
LIST_FIELDS = [
    *("public_id", "board", "status", "is_by_politician", "title", "excerpt", "has_image", "published_at"),
    *("summary_line", "summary_is_ai"),
    *(f"author__{name}" for name in AUTHOR_FIELDS),
    *(f"politician__{name}" for name in ("public_id", "name", "position", "photo")),
    *(f"counts__{name}" for name in ("views", "likes", "comments", "answers", "aide_answers")),
]


class PostQuerySet(VisiblePosts):
    """Posts by board, and with what is shown of them."""

    def on(self, board):
        """Posts of one board."""
        return self.filter(board=board)

    def for_list(self):
        """With what a row of a list shows, without the bodies, in one query."""
        return self.select_related("author", "politician", "counts").only(*LIST_FIELDS)

    def written_by(self, member):
        """What `member` wrote on any board and keeps there, with what a list shows, in one query; from the newest."""
        mine = self.visible_to(member).filter(author=member).exclude(status=Post.Status.DELETED)
        return mine.for_list().only(*LIST_FIELDS, "is_private", "counts__dislikes").order_by("-pk")

    def for_search(self):
        """With what a row of found posts shows: also the text, in which the find is marked."""
        return self.select_related("author", "politician", "counts").only(*LIST_FIELDS, "body_text")

    def for_detail(self):
        """With what the page of one post shows, in one query."""
        related = ("author", "politician__party", "politician__card", "counts")
        return self.select_related(*related).defer(
            "body_text", "politician__committees", "politician__words", "author__password", "author__nickname_words"
        )


class Post(models.Model):
    """Something said on a board."""

    Status = PostStatus
    LISTED = LISTED
    TITLE_LENGTH = TextLength(
        200, least=2, name="제목은", required="제목을 입력하세요.", piled="제목에 겹쳐 쓰는 기호가 너무 많습니다."
    )
    BODY_LENGTH = TextLength(
        10_000, least=10, name="내용은", required="내용을 입력하세요.", piled="내용에 겹쳐 쓰는 기호가 너무 많습니다."
    )

    public_id = models.CharField("아이디", max_length=20, unique=True, editable=False)
    board = models.CharField("게시판", max_length=12, choices=Board)
    get_board_display: Callable[[], str]
    status = models.CharField("상태", max_length=10, choices=PostStatus, default=PostStatus.PUBLISHED)
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="posts", verbose_name="작성자")
    author_id: int
    politician = models.ForeignKey(
        Politician, models.PROTECT, null=True, blank=True, related_name="posts", verbose_name="소통대상 정치인"
    )
    politician_id: int | None
    # Written by the politician (or an aide) whose post it is: 직접등록.
    is_by_politician = models.BooleanField("정치인 측 작성", default=False)
    title = models.CharField("제목", max_length=STORED * TITLE_LENGTH.most)
    body = models.TextField("내용")
    body_text = models.TextField(editable=False)
    excerpt = models.CharField(max_length=160, blank=True, editable=False)
    has_image = models.BooleanField("이미지", default=False, editable=False)
    # The first line of its summary, which lists show in the place of the excerpt; how it was made stands with it.
    summary_line = models.CharField(max_length=160, blank=True, default="", db_default="", editable=False)
    summary_is_ai = models.BooleanField(default=False, db_default=False, editable=False)
    # A suggestion that only its author and staff may read.
    is_private = models.BooleanField("비공개", default=False, db_default=False)
    removed_by_author = models.BooleanField("작성자 삭제", default=False, editable=False)
    # Names one filling-in of the form: sending it twice makes one post.
    submission = models.UUIDField(null=True, blank=True, editable=False)
    published_at = models.DateTimeField("작성일", default=timezone.now, editable=False)
    edited_at = models.DateTimeField("수정일", null=True, editable=False)

    objects: PostQuerySet = manager(PostQuerySet)

    class Meta:
        verbose_name = verbose_name_plural = "게시글"
        ordering = ["-pk"]
        indexes = [
            models.Index(fields=["board", "-id"], condition=Q(status__in=LISTED), name="post_listed"),
            models.Index(
                fields=["politician", "-id"],
                condition=Q(status__in=LISTED, politician__isnull=False),
                name="post_listed_politician",
            ),
            models.Index(fields=["author", "-id"], name="post_author"),
            models.Index(fields=["board", "-published_at", "-id"], name="post_date"),
            # What staff look for: over all boards, by the last change, what cannot be read, a part of a title.
            models.Index(fields=["-published_at", "-id"], name="post_moment"),
            models.Index(Coalesce("edited_at", "published_at").desc(), F("id").desc(), name="post_updated"),
            models.Index(
                fields=["status", "-published_at", "-id"],
                condition=Q(status__in=UNLISTED),
                name="post_unlisted",
            ),
            GinIndex(Pairs("title"), name="post_title_pairs"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["author", "submission"], name="post_once_a_submission"),
            models.CheckConstraint(
                condition=Q(board__in=["FREE", "POLITICIAN", "VOTE", "NOTICE", "SUGGESTION"]), name="post_board"
            ),
            models.CheckConstraint(
                condition=Q(is_private=False) | Q(board="SUGGESTION"), name="post_private_suggestions_only"
            ),
            models.CheckConstraint(condition=Q(status__in=PostStatus.values), name="post_status"),
            models.CheckConstraint(
                condition=Q(board="POLITICIAN") | Q(politician__isnull=True), name="post_free_names_nobody"
            ),
            models.CheckConstraint(
                condition=Q(is_by_politician=False) | ~Q(board="POLITICIAN") | Q(politician__isnull=False),
                name="post_by_politician_names_them",
            ),
        ]

    # Stored together with the post.
    counts: "PostCounts"
    # Whether its text showed pictures before it was cleaned anew.
    had_image = False

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        """Return the address of the post's page."""
        return f"/{SLUGS[self.board]}/{self.public_id}/"

    def clean(self):
        """Check the lengths of title and body as a person counts them (spec B3, T7)."""
        errors = check_lengths(
            ("title", self.title, self.TITLE_LENGTH),
            ("body", self.body_text, self.BODY_LENGTH),
        )
        if errors:
            raise ValidationError(errors)

    @property
    def is_listed(self):
        """Whether it stands in a list; a private suggestion does so without its words."""
        return self.status in self.LISTED

    @property
    def is_suggestion(self):
        """Whether it stands on 불편/제안, whose comments look and speak in their own way."""
        return self.board == Board.SUGGESTION

    @property
    def is_public(self):
        """Whether everybody may read it."""
        return self.is_listed and not self.is_private

    @property
    def shown_body(self):
        """Its text for whoever may read it: what everybody may not see of it opens for this reader alone."""
        return self.body if self.is_public or not self.has_image else shown_addresses(self.body)

    @property
    def names_politician(self):
        """Whether somebody else names a politician by it, who is asked to answer."""
        return bool(self.politician_id) and not self.is_by_politician

    @property
    def lead(self):
        """What lists say about it: a line of its summary, else how it begins."""
        return self.summary_line or self.excerpt

    @property
    def board_slug(self):
        """The part of the address that names its board."""
        return Board(self.board).slug

    @property
    def author_name(self):
        """Return the politician's name where the post is theirs (spec O12), else the nickname."""
        if self.is_by_politician and self.politician_id and self.author.kind == "POLITICIAN":
            return self.politician.name
        return self.author.nickname

    @property
    def badges(self) -> tuple[Badge, ...]:
        """What is said about it at a glance, wherever it is shown."""
        return badges_of(self)

    @property
    def author_badge(self):
        """The badge beside the author on its page; "" for citizens."""
        return author_badge(self.author)

    @property
    def list_badge(self):
        """The badge beside the author in lists; "" for staff too, who do not stand out there (spec B19)."""
        return author_badge_of_lists(self.author)


class PostCounts(models.Model):
    """The numbers of a post in a narrow row of their own, so that a like or a view never rewrites the text."""

    post = models.OneToOneField(Post, models.CASCADE, primary_key=True, related_name="counts")
    post_id: int
    views = models.PositiveIntegerField("조회수", default=0)
    likes = models.PositiveIntegerField("추천", default=0)
    dislikes = models.PositiveIntegerField("싫어요", default=0)
    comments = models.PositiveIntegerField("댓글", default=0)
    # Listed comments by the named politician, and by aides: 직접답변 and 보좌진답변.
    answers = models.PositiveIntegerField("정치인 답변", default=0)
    aide_answers = models.PositiveIntegerField("보좌진 답변", default=0)
    comment_serial = models.PositiveIntegerField(default=0)
    report_serial = models.PositiveIntegerField(default=0)
    # Comments changed since they were read for the sentiment_gauge.
    is_unread = models.BooleanField(default=False, db_default=False, editable=False)

    class Meta:
        verbose_name = verbose_name_plural = "게시글 수치"
        indexes = [models.Index(fields=["post"], condition=Q(is_unread=True), name="post_counts_unread")]

    def __str__(self):
        return f"{self.post_id}"


class ViewFlush(models.Model):
    """Which batch of views went into the counts last; one row, by which a batch that is tried again is recognised."""

    batch = models.CharField(max_length=32)

    class Meta:
        verbose_name = verbose_name_plural = "조회수 반영"

    def __str__(self):
        return self.batch
