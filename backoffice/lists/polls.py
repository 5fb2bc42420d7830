"""투표관리 (spec L25)."""

from functools import partial

from django.db.models import F
from rest_framework import serializers

from backoffice.lists.on_posts import (
    AUTHOR,
    COMMENTS,
    CREATED,
    LIKES,
    NUMBERS,
    ON_POST,
    ORDERS,
    REPORTED,
    UPDATED,
    VIEWS,
    id_column,
    post_holds,
    post_status,
    status_column,
    title_column,
    with_post_updated,
)
from backoffice.lists.texts import with_reports
from boards.models import Post
from polibat.api.fields import FIRST, LAST, Moment, SeoulDayField
from polibat.lists.base import Card, StaffList
from polibat.lists.columns import Column, one_of
from polibat.lists.filters import choice, filter_set, one, searched
from polibat.lists.panel import Panel
from polibat.staff.links import count_link
from polibat.templatetags.dates import full_date, full_end
from polls.admin.columns import poll_state_badge
from polls.models import Poll, PollState


class VoteList(StaffList):
    """Polls that are not deleted (spec L25)."""

    key = "votes"
    title = "투표"
    row_name = "StaffVote"
    lead = "투표를 조회하고 관리할 수 있습니다."
    search_help = "투표 아이디(VP000001)나 제목"
    unit = "개"
    permission = "polls.view_poll"
    model = Poll
    orders = {
        **ORDERS,
        **dict.fromkeys(("startDate", "startsAt"), "starts_at"),
        **dict.fromkeys(("endDate", "endsAt"), "ends_at"),
    }
    page_orders = {"updatedAt": "updated_at"}
    numbers = {**NUMBERS, "totalVoters": "voters"}
    default_order = "id"
    filters = filter_set(
        {"start": ("시작일", "starts_at"), "end": ("종료일", "ends_at")},
        search=searched(lambda term: post_holds(term, authors=False)),
        voteId=one("post__public_id", "투표 아이디"),
        status=choice(
            "",
            PollState.choices,
            by=lambda rows, key: rows.filter(pk__in=Poll.objects.in_state(key)),
            panel=Panel("상태", "state"),
        ),
    )
    cards = [
        Card("total", "전체 투표"),
        Card("running", "진행 중", {"status": "RUNNING"}),
        Card("closed", "마감", {"status": "CLOSED"}),
        Card("upcoming", "예정", {"status": "UPCOMING"}),
    ]
    columns = [
        id_column("투표 아이디", "voteId"),
        title_column("투표 제목"),
        Column("상태", "state.label", "status", one_of(PollState), "state", cell=poll_state_badge, name="state"),
        Column(
            "시작일",
            "starts_at",
            "startsAt",
            Moment,
            cell=lambda poll: full_date(poll.starts_at),
            name="starts",
            order="starts_at",
        ),
        Column(
            "마감일",
            "ends_at",
            "endsAt",
            Moment,
            cell=lambda poll: full_end(poll.ends_at),
            name="ends",
            order="ends_at",
        ),
        Column(key="startDate", value="starts_at", field=partial(SeoulDayField, at=FIRST)),
        Column(key="endDate", value="ends_at", field=partial(SeoulDayField, at=LAST)),
        Column(key="closedAt", value="closed_at", field=partial(Moment, allow_null=True)),
        Column(key="allowMultiple", value="allows_multiple", field=serializers.BooleanField),
        VIEWS,
        Column(
            "참여수",
            "voters_now",
            "totalVoters",
            serializers.IntegerField,
            cell=lambda poll: count_link(poll.voters_now, "polls_ballot", voteId=poll.post.public_id),
            order=F("voters"),
        ),
        COMMENTS,
        status_column("게시 상태"),
        post_status("contentStatus"),
        *LIKES,
        REPORTED,
        AUTHOR,
        CREATED,
        UPDATED,
    ]

    @classmethod
    def rows(cls, by):
        """Polls that are not deleted, with their posts and the ballots of this moment."""
        return cls.every(by).exclude(post__status=Post.Status.DELETED)

    @classmethod
    def every(cls, by):
        """Also the deleted ones, which keep their page."""
        found = with_post_updated(Poll.objects.visible_to(by)).with_voters()
        return found.select_related("post__author", "post__counts").only(
            *("starts_at", "ends_at", "closed_at", "close_reason", "allows_multiple", "voters"), *ON_POST
        )

    @classmethod
    def fill(cls, rows):
        """With the reports of each."""
        return with_reports(rows, "post")
