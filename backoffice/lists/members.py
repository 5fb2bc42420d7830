"""전체회원관리 (spec L17)."""

from functools import partial

from django.db.models import Count, F, Q
from django.urls import reverse
from django.utils.html import format_html
from rest_framework import serializers

from accounts.admin.columns import id_link, kind_badge, standing_badge
from accounts.models import Member
from backoffice.lists.groups import status_choice
from backoffice.lists.search import KINDS, MEMBER_TYPES, named
from boards.models import MemberCounts
from boards.models.visibility import PostStatus
from moderation.models import Report
from polibat.api.fields import Moment
from polibat.cache.statements import PreparedQuery
from polibat.db.groups import counted_for
from polibat.lists.base import Card, StaffList
from polibat.lists.columns import Column, label, one_of
from polibat.lists.filters import choice, filter_set, one, searched
from polibat.lists.panel import Panel
from polibat.staff.columns import exact_moment
from polibat.staff.links import labelled_link, lines

Kind, Status = Member.Kind, Member.Status
JOINED = {"joined": ("가입일시", "joined_at"), "lastLogin": ("최근접속일시", "last_login")}
ORDERS = {"id": "pk", "joinedAt": "joined_at", "createdAt": "joined_at"}
PAGE_ORDERS = {"lastLoginAt": F("last_login"), "nickname": "nickname"}
SHOWN = ["public_id", "kind", "status", "suspended_until", "nickname", "joined_at", "last_login"]

# What the members of a page did.
_kept = PreparedQuery(lambda keys: MemberCounts.objects.filter(member__in=keys))
_reports_by = counted_for(lambda keys: Report.objects.filter(reporter__in=keys), "reporter", reports=Q())
_reports_on_posts = counted_for(lambda keys: Report.objects.filter(post__author__in=keys), "post__author", number=Q())
_reports_on_comments = counted_for(
    lambda keys: Report.objects.filter(comment__author__in=keys), "comment__author", number=Q()
)


class MemberCountsSerializer(serializers.Serializer):
    """What a member did, and what reached them."""

    postCount = serializers.IntegerField(source="did.posts")
    commentCount = serializers.IntegerField(source="did.comments")
    voteCount = serializers.IntegerField(source="did.ballots")
    likeCount = serializers.IntegerField(source="did.given_likes")
    dislikeCount = serializers.IntegerField(source="did.given_dislikes")
    receivedLikeCount = serializers.IntegerField(source="did.likes")
    receivedDislikeCount = serializers.IntegerField(source="did.dislikes")
    reportCount = serializers.IntegerField(source="filed")
    receivedReportCount = serializers.IntegerField(source="reported")


def ballots_link(member, number):
    """In how many polls the member voted."""
    return labelled_link("투표참여", number, "polls_ballot", memberId=member.public_id)


def activity_cell(member, did):
    """Posts and comments that can be read, as the links have it, and ballots; `did` are the member's kept numbers."""
    written = {"memberId": member.public_id, "status__exact": PostStatus.PUBLISHED}
    return lines(
        labelled_link("게시글", did.posts, "boards_post", **written),
        labelled_link("댓글", did.comments, "boards_comment", **written),
        ballots_link(member, did.ballots),
    )


def received_cell(did):
    """What others think of the member's texts."""
    return lines(f"좋아요: {did.likes:,}", f"싫어요: {did.dislikes:,}")


def _pressed_cell(member):
    given = (("좋아요", member.did.given_likes, "LIKE"), ("싫어요", member.did.given_dislikes, "DISLIKE"))
    return lines(
        *(
            labelled_link(words, number, "boards_reaction", memberId=member.public_id, value__exact=value)
            for words, number, value in given
        )
    )


def _reports_cell(member):
    of, name = member.public_id, "moderation_report"
    return lines(
        labelled_link("신고함", member.filed, name, memberId=of, type="GIVEN", state="all"),
        labelled_link("신고받음", member.reported, name, author=of, state="all"),
    )


def _status_cell(member):
    """The status; one that waits for staff leads to where it is decided."""
    shown = standing_badge(member)
    if member.status != Status.PENDING:
        return shown
    return format_html('<a href="{}">{}</a>', reverse("admin:accounts_member_change", args=[member.pk]), shown)


WHO = [
    Column(
        "회원 아이디", "public_id", "memberId", serializers.CharField, cell=id_link, name="known_id", order="public_id"
    ),
    Column("닉네임", "nickname", "nickname", serializers.CharField, name="nickname", order="nickname"),
    Column(
        "회원유형", label("kind"), "memberType", one_of(Kind), "kind", cell=kind_badge, name="kind_shown", order="kind"
    ),
    Column(
        "회원상태",
        label("status"),
        "status",
        one_of(Status),
        "status",
        cell=_status_cell,
        name="standing_link",
        order="status",
    ),
    Column(key="suspendedUntil", value="suspended_until", field=partial(Moment, allow_null=True)),
    Column(key="counts", value="*", field=MemberCountsSerializer),
]
REPORTS = Column(
    "신고", name="reports", cell=_reports_cell, parts=(Column("신고함", "filed"), Column("신고받음", "reported"))
)
SINCE = [
    Column(
        "가입일시",
        "joined_at",
        "joinedAt",
        Moment,
        cell=lambda member: exact_moment(member.joined_at),
        name="joined",
        order="joined_at",
    ),
    Column(
        "최근접속일시",
        "last_login",
        "lastLoginAt",
        partial(Moment, allow_null=True),
        cell=lambda member: exact_moment(member.last_login),
        name="seen",
        order="last_login",
    ),
]


class MemberList(StaffList):
    """Every member but staff, with what each did."""

    key = "members"
    is_same_for_all = True
    title = "전체회원"
    row_name = "StaffMember"
    lead = "회원 정보를 조회하고 관리할 수 있습니다."
    search_help = "회원 아이디(NM000001) 또는 닉네임으로 검색"
    unit = "명"
    permission = "accounts.view_member"
    person = "public_id"
    model = Member
    orders = ORDERS
    page_orders = PAGE_ORDERS
    default_order = "id"
    filters = filter_set(
        JOINED,
        search=searched(named),
        memberId=one("public_id", "회원 아이디"),
        status=status_choice(),
        # Staff are no rows here; the table shows them in their stead when their kind is asked for (spec L15).
        type=choice(
            "kind",
            MEMBER_TYPES,
            panel=Panel("회원유형", "kind__exact", {"ADMIN": "전체"}, [*MEMBER_TYPES, ("ADMIN", "운영자")]),
        ),
    )
    cards = [
        Card("total", "전체회원"),
        Card("normal", "일반회원", {"type": "NORMAL", "status": "APPROVED"}),
        Card("politician", "정치인", {"type": "POLITICIAN", "status": "APPROVED"}),
        Card("assistant", "보좌진", {"type": "ASSISTANT", "status": "APPROVED"}),
        Card("pending", "승인대기", {"status": "PENDING"}),
    ]
    columns = [
        *WHO,
        Column(
            "활동",
            name="activity",
            cell=lambda member: activity_cell(member, member.did),
            parts=(
                Column("게시글", "did.posts"),
                Column("댓글", "did.comments"),
                Column("투표참여", "did.ballots"),
            ),
        ),
        Column(
            "누른 반응",
            name="pressed",
            cell=_pressed_cell,
            parts=(Column("좋아요", "did.given_likes"), Column("싫어요", "did.given_dislikes")),
        ),
        REPORTS,
        *SINCE,
    ]

    @classmethod
    def rows(cls, by):
        """Members, without their ciphers."""
        return Member.objects.filter(kind__in=KINDS).only(*SHOWN)

    @classmethod
    def count_cards(cls, by):
        """All cards in one statement, by kind and status."""
        found = cls.filtered(by, {}).order_by().values_list("kind", "status").annotate(Count("pk"))
        numbers = list(found)
        return {
            card.key: sum(
                number
                for kind, status, number in numbers
                if card.filters.get("type", kind) == kind and card.filters.get("status", status) == status
            )
            for card in cls.cards
        }

    @classmethod
    def fill(cls, rows):
        """With kept numbers, and with the reports of these members, each in one statement."""
        keys = [member.pk for member in rows]
        kept = {counts.member_id: counts for counts in _kept(keys=keys)}
        reports = _reports_by(keys)
        on_posts, on_comments = _reports_on_posts(keys), _reports_on_comments(keys)
        for member in rows:
            member.did = kept.get(member.pk) or MemberCounts(member=member)
            member.filed = reports[member.pk]["reports"] if member.pk in reports else 0
            received = (on_posts.get(member.pk), on_comments.get(member.pk))
            member.reported = sum(found["number"] for found in received if found)
        return rows
