"""투표 이력 (spec L21)."""

from functools import partial

from django.db.models import Exists, OuterRef, Prefetch, Q, Sum
from django.utils.html import format_html_join
from rest_framework import serializers

from accounts.admin.columns import member_cell
from accounts.api.serializers.staff import MemberRefSerializer
from backoffice.lists.reactions import MEMBER
from backoffice.lists.search import MEMBER_TYPES, keys_of_members
from boards.models import MemberCounts
from boards.queries.staff_search import keys_of_posts
from polibat.api.fields import Moment, OpaqueField
from polibat.lists.base import Card, StaffList
from polibat.lists.columns import Column, label
from polibat.lists.filters import choice, filter_set, one, searched, typed
from polibat.lists.panel import Panel
from polibat.staff.columns import badge, exact_moment
from polibat.staff.links import short
from polibat.text import clean_line
from polls.admin.columns import RESULTS, poll_link, state_badge
from polls.models import Ballot, BallotChoice, Poll, PollOption, PollState, UncountedBallot

YES, NO, NEITHER = RESULTS


def _in_state(rows, key):
    return rows.filter(poll__in=Poll.objects.in_state(key))


def _with_result(rows, name, value):
    wanted = clean_line(value)
    if wanted in {"", "전체", "ALL"}:
        return rows
    return rows.filter(Exists(BallotChoice.objects.filter(ballot=OuterRef("pk"), option__name=wanted)))


def _chosen(ballot):
    """The names of what was chosen."""
    return [option.name for option in ballot.options.all()]


def _result_cell(ballot):
    return format_html_join(" ", "{}", ((badge(name, RESULTS.get(name, "gray")),) for name in _chosen(ballot)))


class VoteRefSerializer(serializers.Serializer):
    """A poll as other rows name one."""

    voteId = serializers.CharField(source="post.public_id")
    title = serializers.CharField(source="post.title")
    status = serializers.ChoiceField(choices=PollState.choices, source="state")


class BallotList(StaffList):
    """Ballots, the newest first; the result is what the chosen options are called."""

    key = "ballots"
    title = "투표이력"
    row_name = "StaffBallot"
    row_words = "A row of 투표 이력; `result` are the names of the chosen options."
    lead = "회원들의 투표 참여 이력을 조회하고 관리할 수 있습니다."
    search_help = "투표한 회원의 아이디(NM000001)나 닉네임, 투표 아이디(VP000001)나 제목"
    permission = "polls.view_ballot"
    person = "member.public_id"
    model = Ballot
    orders = {"votedAt": "cast_at", "createdAt": "cast_at", "id": "pk"}
    default_order = "votedAt"
    filters = filter_set(
        {"voted": ("투표일시", "cast_at")},
        search=searched(lambda term: Q(member__in=keys_of_members(term)) | Q(poll__in=keys_of_posts(term))),
        memberId=one("member__public_id", "회원 아이디"),
        voteId=one("poll__post__public_id", "투표 아이디"),
        memberType=choice("member__kind", MEMBER_TYPES, panel=Panel("회원유형", "member__kind__exact")),
        voteStatus=choice("", PollState.choices, by=_in_state, panel=Panel("투표 상태", "state")),
        result=typed(
            _with_result,
            "고른 선택지의 이름(찬성, 반대, 기권 …).",
            Panel("투표 결과", choices=[(name, name) for name in RESULTS]),
        ),
    )
    cards = [
        Card("total", "총 투표 참여"),
        Card("agree", "찬성 투표", {"result": YES}),
        Card("oppose", "반대 투표", {"result": NO}),
        Card("abstain", "기권 투표", {"result": NEITHER}),
    ]
    columns = [
        Column(key="id", value="pk", field=partial(OpaqueField, kind="ballot")),
        Column(
            "투표한 회원",
            key="member",
            field=MemberRefSerializer,
            cell=lambda ballot: member_cell(ballot.member),
            name="who",
            parts=(
                Column("회원 아이디", "member.public_id"),
                Column("닉네임", "member.nickname"),
                Column("회원유형", label("member.kind")),
            ),
        ),
        Column(key="vote", value="poll", field=VoteRefSerializer),
        Column("투표 아이디", "poll.post.public_id", cell=lambda ballot: poll_link(ballot.poll), name="poll_id_shown"),
        Column("투표 제목", "poll.post.title", cell=lambda ballot: short(ballot.poll.post.title), name="poll_title"),
        Column("투표 상태", "poll.state.label", cell=lambda ballot: state_badge(ballot.poll), name="poll_state"),
        Column(
            "투표 결과",
            lambda ballot: ", ".join(_chosen(ballot)),
            "result",
            lambda: serializers.ListField(child=serializers.CharField()),
            _chosen,
            cell=_result_cell,
        ),
        Column(
            "투표 일시",
            "cast_at",
            "votedAt",
            Moment,
            cell=lambda ballot: exact_moment(ballot.cast_at),
            name="moment",
            order="cast_at",
            opens=True,
        ),
    ]

    @classmethod
    def rows(cls, by):
        """Ballots with member, poll and what was chosen."""
        poll = ("starts_at", "ends_at", "closed_at", "post__public_id", "post__title", "post__status")
        related = Ballot.objects.select_related("member", "poll__post")
        options = Prefetch("options", PollOption.objects.order_by("order"))
        return related.only("cast_at", *MEMBER, *(f"poll__{name}" for name in poll)).prefetch_related(options)

    @classmethod
    def total(cls):
        """As members' kept totals say."""
        return MemberCounts.objects.aggregate(total=Sum("ballots"))["total"] or 0

    @classmethod
    def count_cards(cls, by):
        """Kept votes of the options that are called so, and the ballots that are not in them yet."""
        named = {"agree": YES, "oppose": NO, "abstain": NEITHER}
        kept = PollOption.objects.filter(name__in=named.values()).order_by().values("name").annotate(n=Sum("votes"))
        numbers = {row["name"]: row["n"] for row in kept}
        fresh = BallotChoice.objects.filter(ballot__in=UncountedBallot.objects.values("ballot"))
        for name in fresh.filter(option__name__in=named.values()).values_list("option__name", flat=True):
            numbers[name] = numbers.get(name, 0) + 1
        return {"total": cls.total()} | {card: numbers.get(name, 0) for card, name in named.items()}
