"""불편/제안 접수 관리 (spec L26)."""

from django.db.models import Count, F, Q
from django.utils.html import format_html
from rest_framework import serializers

from accounts.admin.columns import kind_badge, member_link
from accounts.api.serializers.staff import MemberRefSerializer
from backoffice.lists.on_posts import (
    COMMENTS,
    NUMBERS,
    ON_POST,
    ORDERS,
    REACTIONS,
    REPORTED,
    UPDATED,
    VIEWS,
    WRITTEN,
    id_column,
    post_holds,
    post_status,
    published,
    status_column,
    title_column,
    with_post_updated,
)
from backoffice.lists.texts import STATUSES, with_reports
from boards.models.visibility import LISTED, PostStatus
from polibat.lists.base import Card, StaffList
from polibat.lists.columns import Column, label, one_of
from polibat.lists.filters import choice, filter_set, one, searched, yes_or_no
from polibat.lists.panel import YES_NO, Panel
from suggestions.admin.columns import answer_badge, category_badge
from suggestions.models import Suggestion


def _of_status(rows, key):
    return rows.filter(post__status__in=LISTED if key == PostStatus.PUBLISHED else [key])


def _of_state(rows, key):
    return rows.open() if key == "OPEN" else rows.filter(state=key)


def _author_cell(row):
    """Who wrote it, with a link, and the kind of member."""
    return format_html("{}<br>{}", member_link(row.post.author), kind_badge(row.post.author))


class SuggestionList(StaffList):
    """Suggestions, private ones among them."""

    key = "suggestions"
    title = "불편제안"
    row_name = "StaffSuggestion"
    lead = "사용자들의 불편사항과 제안을 조회하고 관리할 수 있습니다."
    search_help = "불편/제안 아이디(RC000001, RS000001), 제목이나 작성자 닉네임"
    unit = "개"
    permission = "suggestions.view_suggestion"
    model = Suggestion
    orders = ORDERS
    page_orders = {"updatedAt": "updated_at", "repliedAt": F("replied_at")}
    numbers = NUMBERS
    default_order = "id"
    filters = filter_set(
        WRITTEN,
        search=searched(lambda term: post_holds(term, authors=True)),
        suggestionId=one("post__public_id", "불편/제안 아이디"),
        memberId=one("post__author__public_id", "회원 아이디"),
        type=choice("category", Suggestion.Category.choices, panel=Panel("유형", "category__exact")),
        status=choice("", STATUSES, by=_of_status, panel=Panel("상태", "post__status__exact")),
        actionStatus=choice(
            "",
            Suggestion.State.choices,
            also=[("OPEN", "처리 전")],
            by=_of_state,
            panel=Panel("조치상태", "state", waiting={"actionStatus": "OPEN"}),
        ),
        isPrivate=yes_or_no(
            "post__is_private",
            help_text="비공개만(true), 공개만(false).",
            panel=Panel("비공개", "post__is_private__exact", {"1": "true", "0": "false"}, YES_NO),
        ),
    )
    cards = [
        Card("total", "전체 불편/제안"),
        Card("feature", "기능제안", {"type": "FEATURE"}),
        Card("complaint", "불편사항", {"type": "COMPLAINT"}),
        Card("pending", "접수대기", {"actionStatus": "PENDING"}),
    ]
    columns = [
        id_column("불편/제안 아이디", "suggestionId"),
        Column(
            "불편/제안 구분",
            label("category"),
            "suggestionType",
            one_of(Suggestion.Category),
            "category",
            cell=category_badge,
            name="category_badge",
            order="category",
        ),
        title_column("제목"),
        Column("비공개", "post.is_private", "isPrivate", serializers.BooleanField, name="is_private", is_flag=True),
        status_column("불편/제안 상태"),
        post_status("contentStatus"),
        Column(
            "조치여부",
            label("state"),
            "actionStatus",
            one_of(Suggestion.State),
            "state",
            cell=answer_badge,
            name="state_badge",
            order="state",
        ),
        VIEWS,
        REACTIONS,
        COMMENTS,
        REPORTED,
        Column(
            "작성자",
            key="author",
            source="post.author",
            field=MemberRefSerializer,
            cell=_author_cell,
            parts=(Column("작성자", "post.author.nickname"), Column("작성자 유형", label("post.author.kind"))),
        ),
        published("등록일시"),
        UPDATED,
    ]

    @classmethod
    def rows(cls, by):
        """Suggestions with their posts."""
        found = with_post_updated(Suggestion.objects.visible_to(by)).select_related("post__author", "post__counts")
        return found.only("category", "state", "reply", "replied_at", *ON_POST)

    @classmethod
    def fill(cls, rows):
        """With the reports of each."""
        return with_reports(rows, "post")

    @classmethod
    def count_cards(cls, by):
        """All in one walk over the narrow rows."""
        return Suggestion.objects.aggregate(
            total=Count("pk"),
            feature=Count("pk", filter=Q(category="FEATURE")),
            complaint=Count("pk", filter=Q(category="COMPLAINT")),
            pending=Count("pk", filter=Q(state="PENDING")),
        )
