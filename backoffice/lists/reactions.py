"""좋아요/싫어요 이력 (spec L20)."""

from functools import partial

from django.db.models import Q
from django.utils.html import format_html

from accounts.admin.columns import member_cell
from accounts.api.serializers.staff import MemberRefSerializer
from backoffice.lists.members import SHOWN
from backoffice.lists.refs import ContentRefSerializer
from backoffice.lists.search import MEMBER_TYPES, keys_of_members
from backoffice.lists.texts import (
    BOARD_NAMES,
    CONTENT,
    CONTENT_VALUES,
    TEXT_FIELDS,
    about_text,
    of_content,
    on_board,
    with_content,
)
from boards.admin.columns import board_badge, text_link, text_status_badge
from boards.models import Board, Reaction
from polibat.api.fields import Moment, OpaqueField
from polibat.lists.base import Card, StaffList
from polibat.lists.columns import Column, label, one_of
from polibat.lists.filters import choice, filter_set, one, searched
from polibat.lists.panel import Panel
from polibat.staff.columns import exact_moment
from polibat.staff.links import short

MEMBER = [f"member__{name}" for name in SHOWN[:5]]


def _words(reaction):
    """The title of the post, the words of the comment."""
    return reaction.post.title if reaction.post_id else reaction.comment.text


def _post(reaction):
    return reaction.post or reaction.comment.post


def _pressed_cell(reaction):
    words = reaction.get_value_display()
    return format_html('<span class="line reaction" data-value="{}">{}</span>', reaction.value, words)


class ReactionList(StaffList):
    """Reactions on posts and comments, the newest first."""

    key = "reactions"
    title = "좋아요싫어요이력"
    row_name = "StaffReaction"
    lead = "회원들의 좋아요/싫어요 활동 이력을 조회할 수 있습니다."
    search_help = "회원 아이디(NM000001)나 닉네임, 게시글·댓글 아이디, 콘텐츠 제목"
    permission = "boards.view_hidden_post"
    person = "member.public_id"
    model = Reaction
    orders = {"reactedAt": "created_at", "createdAt": "created_at", "id": "pk"}
    default_order = "reactedAt"
    filters = filter_set(
        {"reacted": ("반응일시", "created_at")},
        search=searched(lambda term: Q(member__in=keys_of_members(term)) | about_text(term)),
        memberId=one("member__public_id", "회원 아이디"),
        postId=one("post__public_id", "게시글 아이디"),
        commentId=one("comment__public_id", "댓글 아이디"),
        suggestionId=one("post__public_id", "불편/제안 아이디"),
        noticeId=one("post__public_id", "공지사항 아이디"),
        memberType=choice("member__kind", MEMBER_TYPES, panel=Panel("회원유형", "member__kind__exact")),
        contentType=choice("", CONTENT, by=of_content, panel=Panel("콘텐츠 유형", "on", CONTENT_VALUES)),
        board=choice("", Board.choices, also=BOARD_NAMES, by=on_board, panel=Panel("게시판")),
        type=choice("value", Reaction.Value.choices, panel=Panel("반응 유형", "value__exact")),
        reaction=choice("value", Reaction.Value.choices),
    )
    cards = [Card("total")]
    columns = [
        Column(key="id", value="pk", field=partial(OpaqueField, kind="reaction")),
        Column(
            "좋아요/싫어요 누른 회원",
            key="member",
            field=MemberRefSerializer,
            cell=lambda reaction: member_cell(reaction.member, with_status=True),
            name="who",
            parts=(
                Column("회원 아이디", "member.public_id"),
                Column("닉네임", "member.nickname"),
                Column("회원유형", label("member.kind")),
                Column("회원상태", label("member.status")),
            ),
        ),
        Column(key="content", field=ContentRefSerializer),
        Column("게시글/댓글 구분", lambda reaction: "게시글" if reaction.post_id else "댓글", name="target_kind"),
        Column(
            "게시글/댓글 아이디",
            "content.public_id",
            cell=lambda reaction: text_link(reaction.content),
            name="target",
        ),
        Column(
            "게시판",
            lambda reaction: _post(reaction).get_board_display(),
            name="board",
            cell=lambda reaction: board_badge(_post(reaction)),
        ),
        Column("게시글 제목/댓글 내용", _words, cell=lambda reaction: short(_words(reaction)), name="text"),
        Column(
            "게시글/댓글 상태",
            label("content.status"),
            cell=lambda reaction: text_status_badge(reaction.content),
            name="status",
        ),
        Column(
            "좋아요/싫어요",
            label("value"),
            "reaction",
            one_of(Reaction.Value),
            "value",
            cell=_pressed_cell,
            name="pressed",
            order="value",
        ),
        Column(
            "좋아요/싫어요 일시",
            "created_at",
            "reactedAt",
            Moment,
            cell=lambda reaction: exact_moment(reaction.created_at),
            name="moment",
            order="created_at",
            opens=True,
        ),
    ]

    @classmethod
    def rows(cls, by):
        """Reactions with the member and the text."""
        related = Reaction.objects.select_related("member", "post", "comment__post")
        return related.only("value", "created_at", *MEMBER, *TEXT_FIELDS)

    @classmethod
    def fill(cls, rows):
        """With how often each text was reported."""
        return with_content(rows)
