"""게시글 관리 (spec L22)."""

from django.db.models import Q
from rest_framework import serializers

from backoffice.lists.search import keys_of_members
from backoffice.lists.texts import (
    BOARD_NAMES,
    POST_ROW,
    STATUSES,
    WRITTEN,
    author,
    last_change,
    listed_posts,
    moment,
    number,
    of_status,
    reactions,
    reported,
    reports_of,
    reports_on,
    unlisted_texts,
    with_reports,
    with_updated,
)
from boards.admin.columns import board_badge, comments_of, status_badge
from boards.models import EVERY_CHOICE, Board, Post
from boards.models.visibility import PostStatus
from boards.queries.staff_search import begins
from polibat.lists.base import Card, StaffList, asked_for
from polibat.lists.columns import Column, label, one_of
from polibat.lists.filters import choice, filter_set, one, searched, yes_or_no
from polibat.lists.panel import YES_NO, Panel
from polibat.staff.links import short

# Where members write and vote; suggestions and notices have lists of their own.
BOARDS = Board.main()
EVERY = EVERY_CHOICE[0]
NUMBERS = {
    "viewCount": "counts__views",
    "likeCount": "counts__likes",
    "dislikeCount": "counts__dislikes",
    "commentCount": "counts__comments",
}


def _on_board(rows, key):
    return rows if key == EVERY else rows.filter(board=key)


def _holds(term):
    return begins("public_id", term) | Q(title__holds=term) | Q(author__in=keys_of_members(term))


_PostFilters = filter_set(
    WRITTEN,
    search=searched(_holds),
    postId=one("public_id", "게시글 아이디"),
    memberId=one("author__public_id", "회원 아이디"),
    board=choice(
        "",
        [*Board.choices, EVERY_CHOICE],
        also=BOARD_NAMES,
        by=_on_board,
        panel=Panel("게시판", "board__exact"),
    ),
    status=choice(
        "",
        STATUSES,
        also=[(PostStatus.PUBLISHED.value, PostStatus.PINNED.label)],
        by=of_status,
        panel=Panel("상태", "status__exact"),
    ),
    hasImage=yes_or_no(
        "has_image",
        help_text="이미지가 있는 글만(true), 없는 글만(false).",
        panel=Panel("이미지", "has_image__exact", {"1": "true", "0": "false"}, YES_NO),
    ),
    reported=yes_or_no(by=lambda rows, wanted: reported(rows, "post", wanted=wanted)),
)


class PostFilters(_PostFilters):
    """Unless a board, a member or a post is asked for: the three boards of 게시글 관리."""

    def filter_queryset(self, queryset):
        """Narrow by the board where nothing else says which."""
        rows = super().filter_queryset(queryset)
        is_narrow = self.data.get("board") not in {None, "", "전체", "ALL"}
        if is_narrow or self.data.get("memberId") or self.data.get("postId"):
            return rows
        return rows.filter(board__in=BOARDS)


class PostList(StaffList):
    """Posts of every status."""

    key = "posts"
    is_same_for_all = True
    title = "게시글"
    row_name = "StaffPost"
    lead = "게시글을 조회하고 관리할 수 있습니다."
    search_help = "아이디(FB000001), 제목, 작성자 아이디(NM000001)나 닉네임"
    unit = "개"
    permission = "boards.view_hidden_post"
    model = Post
    orders = {"createdAt": "published_at", "id": "pk"}
    page_orders = {"updatedAt": "updated_at"}
    numbers = {**NUMBERS, "reportCount": reports_on("post")}
    filters = PostFilters
    cards = [
        Card("total", "전체"),
        Card("published", "게시", {"status": PostStatus.PUBLISHED}),
        Card("hidden", "숨김", {"status": PostStatus.HIDDEN}),
        Card("deleted", "삭제", {"status": PostStatus.DELETED}),
    ]
    columns = [
        Column("게시글 아이디", "public_id", "postId", serializers.CharField, name="known_id", order="pk", opens=True),
        Column(
            "게시판", label("board"), "boardType", one_of(Board), source="board", cell=board_badge, name="board_badge"
        ),
        Column(
            "게시글 제목",
            "title",
            "title",
            serializers.CharField,
            cell=lambda post: short(post.title),
            name="short_title",
        ),
        Column(
            "게시글 상태",
            label("status"),
            "status",
            one_of(Post.Status),
            source="status",
            cell=status_badge,
            name="status_badge",
        ),
        Column(key="isPrivate", value="is_private", field=serializers.BooleanField),
        Column(key="removedByAuthor", value="removed_by_author", field=serializers.BooleanField),
        number("조회수", "counts.views", "viewCount"),
        reactions(),
        Column("댓글수", "counts.comments", "commentCount", serializers.IntegerField, cell=comments_of),
        reports_of("post"),
        author(),
        moment("작성일시", "published_at", "createdAt"),
        last_change("최종수정일시"),
    ]

    @classmethod
    def rows(cls, by):
        """Posts without their bodies, with numbers and author."""
        found = with_updated(Post.objects.visible_to(by), "published_at")
        return found.select_related("author", "counts").only(*POST_ROW)

    @classmethod
    def whole(cls, rows):
        """The three boards of 게시글 관리, as `PostFilters` has it."""
        return rows.filter(board__in=BOARDS)

    @classmethod
    def fill(cls, rows):
        """With the reports of each."""
        return with_reports(rows, "post")

    @classmethod
    def total_of(cls, given):
        """Kept by board and status."""
        asked = asked_for(given)
        if asked.keys() - {"board", "status"} or asked.get("board") in EVERY_CHOICE:
            return None
        return cls._added_up(cls._kept(), asked)

    @classmethod
    def _kept(cls):
        """Board, status and number of what is kept."""
        listed = ((board, PostStatus.PUBLISHED, number) for board, number in listed_posts())
        return [*listed, *unlisted_texts(kind="POST")]

    @classmethod
    def _added_up(cls, kept, asked):
        chosen = {name: cls.filters.base_filters[name].key_of(value) for name, value in asked.items()}
        boards = [chosen["board"]] if chosen.get("board") else BOARDS
        status = chosen.get("status")
        return sum(number for board, own, number in kept if board in boards and status in {None, own})

    @classmethod
    def count_cards(cls, by):
        """Kept numbers, read once."""
        kept = cls._kept()
        return {card.key: cls._added_up(kept, card.filters) for card in cls.cards}
