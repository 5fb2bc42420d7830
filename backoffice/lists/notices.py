"""공지사항 관리 (spec L27)."""

from rest_framework import serializers

from backoffice.lists.on_posts import (
    AUTHOR,
    COMMENTS,
    NUMBERS,
    ON_POST,
    ORDERS,
    REACTIONS,
    REPORTED,
    VIEWS,
    WRITTEN,
    id_column,
    post,
    post_holds,
    post_status,
    published,
    status_column,
    title_column,
    with_post_updated,
)
from backoffice.lists.texts import last_change, with_reports
from boards.models.visibility import LISTED, PostStatus
from polibat.lists.base import Card, StaffList
from polibat.lists.columns import Column, label, one_of
from polibat.lists.filters import choice, filter_set, one, searched, yes_or_no
from polibat.lists.panel import Panel
from suggestions.admin.columns import notice_badge
from suggestions.models import Notice

STATUSES = [("LIVE", "게시 중"), *PostStatus.choices]


def _of_status(rows, key):
    return rows.filter(post__status__in=LISTED if key == "LIVE" else [key])


class NoticeList(StaffList):
    """Notices, the newest first; pinned ones stand where they are (spec L27)."""

    key = "notices"
    title = "공지사항"
    row_name = "StaffNotice"
    lead = "공지사항을 조회하고 관리할 수 있습니다."
    search_help = "제목이나 공지사항 아이디(NT000001)"
    unit = "개"
    permission = "suggestions.view_notice"
    model = Notice
    orders = ORDERS
    page_orders = {"updatedAt": "updated_at"}
    numbers = NUMBERS
    default_order = "id"
    filters = filter_set(
        WRITTEN,
        search=searched(lambda term: post_holds(term, authors=False)),
        noticeId=one("post__public_id", "공지사항 아이디"),
        category=choice("category", Notice.Category.choices, panel=Panel("카테고리", "category__exact")),
        status=choice("", STATUSES, by=_of_status, panel=Panel("상태")),
        pinned=yes_or_no("pinned_slot", lookup_expr="isnull", exclude=True),
    )
    cards = [
        Card("total", "전체 공지사항"),
        Card("live", "게시 중", {"status": "LIVE"}),
        Card("pinned", "고정 공지", {"status": PostStatus.PINNED}),
        Card("hidden", "숨김 처리", {"status": PostStatus.HIDDEN}),
    ]
    columns = [
        id_column("공지사항 아이디", "noticeId"),
        Column(
            "공지사항 구분",
            label("category"),
            "category",
            one_of(Notice.Category),
            "category",
            cell=notice_badge,
            name="category_badge",
            order="category",
        ),
        title_column("제목"),
        status_column("공지 상태"),
        post_status("status"),
        Column(key="isPinned", value="is_pinned", field=serializers.BooleanField),
        VIEWS,
        REACTIONS,
        COMMENTS,
        REPORTED,
        AUTHOR,
        published("작성일"),
        last_change("최종수정일", post),
    ]

    @classmethod
    def rows(cls, by):
        """Notices with their posts."""
        found = with_post_updated(Notice.objects.visible_to(by)).select_related("post__author", "post__counts")
        return found.only("category", "pinned_slot", *ON_POST)

    @classmethod
    def fill(cls, rows):
        """With the reports of each."""
        return with_reports(rows, "post")
