"""댓글 관리 (spec L23)."""

from django.db.models import Q, Sum
from django.utils.html import format_html
from rest_framework import serializers

from backoffice.lists.groups import board_choice
from backoffice.lists.search import keys_of_members
from backoffice.lists.texts import (
    AUTHOR,
    BOARD_NAMES,
    STATUSES,
    author,
    last_change,
    moment,
    reactions,
    reported,
    reports_of,
    reports_on,
    unlisted_texts,
    with_reports,
    with_updated,
)
from boards.admin.columns import board_badge, status_badge, text_link
from boards.models import Board, Comment, MemberCounts, Post
from boards.models.visibility import UNLISTED, CommentStatus
from boards.queries.staff_search import begins, keys_of_posts
from moderation.models import Report
from polibat.lists.base import Card, StaffList
from polibat.lists.columns import Column, label, one_of
from polibat.lists.filters import choice, filter_set, one, searched, yes_or_no
from polibat.lists.panel import YES_NO, Panel
from polibat.staff.links import short

AROUND = [f"post__{name}" for name in ("public_id", "board", "status", "title", "removed_by_author", "counts__views")]
COMMENT_CUT = 50


def cut(text):
    """Cut the words of a comment to the 50 characters that a row shows (spec L23)."""
    return text if len(text) <= COMMENT_CUT else f"{text[:COMMENT_CUT]}..."


def _holds(term):
    return (
        begins("public_id", term)
        | Q(text__holds=term)
        | Q(author__in=keys_of_members(term))
        | Q(post__in=keys_of_posts(term))
    )


def _post_cell(comment):
    """What was commented on, with a link, where and whether it stands, and how often it was read."""
    post = comment.post
    return format_html(
        '{} <span class="line">{} {}</span><br>{}<br><span class="quiet">조회수: {}</span>',
        *(text_link(post), board_badge(post), status_badge(post), short(post.title), f"{post.counts.views:,}"),
    )


class StaffPostOfCommentSerializer(serializers.Serializer):
    """관련 게시글."""

    postId = serializers.CharField(source="public_id")
    boardType = serializers.ChoiceField(choices=Board.choices, source="board")
    title = serializers.CharField()
    status = serializers.ChoiceField(choices=Post.Status.choices)
    viewCount = serializers.IntegerField(source="counts.views")


class CommentList(StaffList):
    """Comments of every board and status."""

    key = "comments"
    is_same_for_all = True
    title = "댓글"
    row_name = "StaffComment"
    row_words = "A row of 댓글 관리; `excerpt` is cut at 50 characters."
    lead = "댓글을 조회하고 관리할 수 있습니다."
    search_help = "댓글이나 게시글 아이디(FB000001-CM0001), 댓글 내용, 게시글 제목, 작성자 아이디(NM000001)나 닉네임"
    unit = "개"
    permission = "boards.view_hidden_post"
    model = Comment
    orders = {"createdAt": "created_at", "id": "pk"}
    page_orders = {"updatedAt": "updated_at"}
    numbers = {"likeCount": "likes", "dislikeCount": "dislikes", "reportCount": reports_on("comment")}
    filters = filter_set(
        {"created": ("작성일", "created_at"), "updated": ("최종수정일", "updated_at")},
        search=searched(_holds),
        commentId=one("public_id", "댓글 아이디"),
        postId=one("post__public_id", "게시글 아이디"),
        suggestionId=one("post__public_id", "불편/제안 아이디"),
        voteId=one("post__public_id", "투표 아이디"),
        noticeId=one("post__public_id", "공지사항 아이디"),
        memberId=one("author__public_id", "회원 아이디"),
        board=board_choice("post__board", also=BOARD_NAMES, param="post__board__exact"),
        status=choice("status", STATUSES, panel=Panel("상태", "status__exact")),
        reported=yes_or_no(
            by=lambda rows, wanted: reported(rows, "comment", wanted=wanted),
            panel=Panel(
                "신고", values={"yes": "true", "no": "false"}, choices=[("yes", "신고된 글"), ("no", "신고 없음")]
            ),
        ),
        isAnswer=yes_or_no(
            "is_answer",
            help_text="정치인 쪽의 답변만(true), 그 밖만(false).",
            panel=Panel("답변", "is_answer__exact", {"1": "true", "0": "false"}, YES_NO),
        ),
    )
    cards = [
        Card("total", "전체 댓글"),
        Card("published", "게시 중", {"status": CommentStatus.PUBLISHED}),
        Card("hidden", "숨김 처리", {"status": CommentStatus.HIDDEN}),
        Card("reported", "신고된 댓글", {"reported": "true"}),
    ]
    columns = [
        Column(
            "게시글",
            key="post",
            source="post",
            field=StaffPostOfCommentSerializer,
            cell=_post_cell,
            name="post_link",
            parts=(
                Column("게시글 아이디", "post.public_id"),
                Column("게시판", label("post.board")),
                Column("게시글 상태", label("post.status")),
                Column("게시글 제목", "post.title"),
                Column("조회수", "post.counts.views"),
            ),
        ),
        Column("댓글 아이디", "public_id", "commentId", serializers.CharField, name="known_id", order="pk", opens=True),
        Column(
            "댓글 내용",
            "text",
            "content",
            serializers.CharField,
            cell=lambda comment: format_html('<span title="{}">{}</span>', comment.text, cut(comment.text)),
            name="text_start",
        ),
        Column(key="excerpt", value=lambda comment: cut(comment.text), field=serializers.CharField),
        Column(
            "댓글 상태",
            label("status"),
            "status",
            one_of(Comment.Status),
            source="status",
            cell=status_badge,
            name="status_badge",
        ),
        Column(key="removedByAuthor", value="removed_by_author", field=serializers.BooleanField),
        Column(key="isReply", value=lambda comment: comment.parent_id is not None, field=serializers.BooleanField),
        reactions(path=""),
        reports_of("comment"),
        author("댓글 작성자"),
        moment("작성일시", "created_at", "createdAt"),
        last_change("최종수정일시", created="created_at"),
    ]

    @classmethod
    def rows(cls, by):
        """Comments with author and post."""
        found = with_updated(Comment.objects.visible_to(by), "created_at").select_related("author", "post__counts")
        own = ("public_id", "text", "status", "likes", "dislikes", "removed_by_author", "created_at", "edited_at")
        return found.only(*own, "parent_id", *AUTHOR, *AROUND)

    @classmethod
    def fill(cls, rows):
        """With the reports of each."""
        return with_reports(rows, "comment")

    @classmethod
    def _numbers(cls):
        unlisted = dict.fromkeys(UNLISTED, 0)
        for _, status, number in unlisted_texts(kind="COMMENT"):
            unlisted[status] += number
        return MemberCounts.objects.aggregate(total=Sum("comments"))["total"] or 0, *unlisted.values()

    @classmethod
    def total(cls):
        """What members' kept totals say, and what is kept of the rest."""
        return sum(cls._numbers())

    @classmethod
    def count_cards(cls, by):
        """The same, and how many comments were ever reported."""
        published, hidden, deleted = cls._numbers()
        about = Report.objects.filter(comment__isnull=False).order_by().values("comment").distinct()
        return {
            "total": published + hidden + deleted,
            "published": published,
            "hidden": hidden,
            "reported": about.count(),
        }
