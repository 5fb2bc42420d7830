"""What the lists of texts, and of what is about texts, have in common (spec L20 to L27)."""

from django.db.models import Count, OuterRef, Q, Subquery, Sum
from django.db.models.functions import Coalesce
from rest_framework import serializers

from accounts.admin.columns import member_link
from accounts.api.serializers.staff import MemberRefSerializer
from backoffice.lists.members import SHOWN
from boards.admin.columns import reactions_of
from boards.models import BoardCounter, UnlistedCounter
from boards.models.visibility import LISTED, CommentStatus, PostStatus
from boards.queries.staff_search import keys_of_comments, keys_of_posts
from moderation.models import Report
from polibat.api.fields import Moment
from polibat.cache.statements import PreparedQuery
from polibat.db.groups import counted_for
from polibat.lists.columns import Column, label
from polibat.staff.links import count_link

BOARD_NAMES = [("SUGGESTION", "불편/제안 접수"), ("POLITICIAN", "정치방망이!")]
# 게시 is said of pinned posts too.
STATUSES = CommentStatus.choices
CONTENT = [("POST", "게시글"), ("COMMENT", "댓글")]
# How addresses of tables call them.
CONTENT_VALUES = {"post": "POST", "comment": "COMMENT"}
WRITTEN = {"created": ("작성일", "published_at"), "updated": ("최종수정일", "updated_at")}
AUTHOR = [f"author__{name}" for name in SHOWN[:5]]
COUNTS = [f"counts__{name}" for name in ("views", "likes", "dislikes", "comments")]
POST_ROW = [
    *("public_id", "board", "status", "title", "is_private", "removed_by_author", "published_at", "edited_at"),
    *AUTHOR,
    *COUNTS,
]
TEXT_FIELDS = [
    *(f"post__{name}" for name in ("public_id", "board", "status", "title", "removed_by_author", "author_id")),
    *(f"comment__{name}" for name in ("public_id", "status", "text", "removed_by_author", "author_id", "post_id")),
    *(f"comment__post__{name}" for name in ("public_id", "board", "status", "title", "removed_by_author")),
]

_reports_on = {
    "post": counted_for(lambda keys: Report.objects.filter(post__in=keys), "post", number=Q()),
    "comment": counted_for(lambda keys: Report.objects.filter(comment__in=keys), "comment", number=Q()),
}
# What is kept: listed posts by board; hidden and deleted posts and comments by board and status.
listed_posts = PreparedQuery(lambda: BoardCounter.objects.order_by().values_list("board").annotate(Sum("listed")))
unlisted_texts = PreparedQuery(
    lambda kind: UnlistedCounter.objects.filter(kind=kind).values_list("board", "status", "number")
)


def with_updated(rows, created):
    """`rows` with the moment of their last change, by which they can be narrowed."""
    return rows.alias(updated_at=Coalesce("edited_at", created))


def with_reports(rows, kind):
    """`rows` of a page, each with the number of its reports, in one statement."""
    found = _reports_on[kind]([row.pk for row in rows])
    for row in rows:
        row.reported = found.get(row.pk, {"number": 0})["number"]
    return rows


def reports_on(kind):
    """The number of reports of a row, by which pages can be sorted; `kind` is what the row is."""
    found = Report.objects.filter(**{kind: OuterRef("pk")}).order_by().values(kind).annotate(number=Count("pk"))
    return Coalesce(Subquery(found.values("number")), 0)


def of_status(rows, key):
    """Rows in one status; 게시 means what everybody reads, pinned or not."""
    return rows.filter(status__in=LISTED if key == PostStatus.PUBLISHED else [key])


def reported(rows, kind, *, wanted):
    """Rows that somebody reported, or nobody."""
    about = Report.objects.filter(**{f"{kind}__isnull": False}).values(kind)
    return rows.filter(pk__in=about) if wanted else rows.exclude(pk__in=about)


def of_content(rows, key):
    """Rows about posts, or about comments."""
    return rows.filter(**{f"{'post' if key == 'POST' else 'comment'}__isnull": False})


def on_board(rows, key):
    """Rows about texts on one board."""
    return rows.filter(Q(post__board=key) | Q(comment__post__board=key))


def about_text(term):
    """Rows about texts of this id or with these words."""
    return Q(post__in=keys_of_posts(term)) | Q(comment__in=keys_of_comments(term))


def with_content(rows):
    """`rows` of a page about texts, each with the number of reports on its text, in two statements."""
    posts = _reports_on["post"]([row.post_id for row in rows if row.post_id])
    comments = _reports_on["comment"]([row.comment_id for row in rows if row.comment_id])
    for row in rows:
        row.content = row.post or row.comment
        found = posts.get(row.post_id) if row.post_id else comments.get(row.comment_id)
        row.content.reported = found["number"] if found else 0
    return rows


def number(heading, path, key):
    """A column of a number, which the API shows by `key`."""
    return Column(heading, path, key, serializers.IntegerField)


def moment(heading, path, key, **how):
    """A column of a moment, which the API shows by `key`."""
    return Column(heading, path, key, Moment, **how)


def reactions(text="", path="counts."):
    """받은 반응: likes and dislikes of the text at the attribute path `text`, which keeps them at `path`."""

    def cell(row):
        holder = getattr(row, text) if text else row
        counts = holder.counts if path else holder
        return reactions_of(holder.public_id, counts.likes, counts.dislikes)

    before = f"{text}.{path}" if text else path
    return Column(
        "받은 반응",
        name="reactions",
        cell=cell,
        parts=(number("좋아요", f"{before}likes", "likeCount"), number("싫어요", f"{before}dislikes", "dislikeCount")),
    )


def reports_of(kind):
    """신고 받음 of posts or comments, with a link to the reports."""

    def cell(row):
        return count_link(row.reported, "moderation_report", **{f"{kind}Id": row.public_id, "state": "all"})

    return Column("신고 받음", "reported", "reportCount", serializers.IntegerField, cell=cell, name="reported")


def author(words="작성자"):
    """Who wrote a post or a comment."""
    return Column(
        "작성자",
        key="author",
        source="author",
        field=MemberRefSerializer,
        cell=lambda row: member_link(row.author),
        name="author_link",
        order="author",
        parts=(Column(words, "author.nickname"), Column(f"{words} 아이디", "author.public_id")),
    )


def last_change(heading, row_of=lambda row: row, *, created="published_at", **how):
    """When a text was changed last, else written."""

    def value(row):
        text = row_of(row)
        return text.edited_at or getattr(text, created)

    return moment(heading, value, "updatedAt", name="updated", order="updated_at", **how)


def content_parts(role):
    """Columns of the file about the text that a row is about."""
    return (
        Column(f"{role} 구분", lambda row: "게시글" if row.post_id else "댓글"),
        Column(f"{role} 아이디", "content.public_id"),
        Column("게시판", lambda row: (row.post or row.comment.post).get_board_display()),
        Column("게시글 제목/댓글 내용", lambda row: row.post.title if row.post_id else row.comment.text),
        Column("게시글/댓글 상태", label("content.status")),
    )
