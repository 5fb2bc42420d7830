"""좋아요/싫어요 이력 and 투표 이력 (spec L20, L21)."""

import django_filters
from django.db.models import Exists, OuterRef, Prefetch, Q, Sum

from backoffice.lists.base import StaffList, filter_set
from backoffice.lists.members import SHOWN, member_columns
from backoffice.lists.search import MEMBER_TYPES, choice, keys_of_members, one, searched
from backoffice.lists.texts import (
    BOARD_NAMES,
    CONTENT,
    TEXT_FIELDS,
    about_text,
    content_columns,
    of_content,
    on_board,
    with_content,
)
from boards.models import Board, MemberCounts, Reaction
from boards.queries.staff_search import keys_of_posts
from polibat.api.exports import Column
from polibat.text import clean_line
from polls.models import Ballot, BallotChoice, Poll, PollOption, PollState, UncountedBallot

MEMBER = [f"member__{name}" for name in SHOWN[:5]]
YES, NO, NEITHER = "찬성", "반대", "기권"


class ReactionList(StaffList):
    """Reactions on posts and comments, the newest first."""

    key = "reactions"
    title = "좋아요싫어요이력"
    permission = "boards.view_hidden_post"
    model = Reaction
    orders = {"reactedAt": "created_at", "id": "pk"}
    default_order = "reactedAt"
    filters = filter_set(
        {"reacted": ("반응일시", "created_at")},
        search=searched(lambda term: Q(member__in=keys_of_members(term)) | about_text(term)),
        memberId=one("member__public_id"),
        postId=one("post__public_id"),
        commentId=one("comment__public_id"),
        suggestionId=one("post__public_id"),
        noticeId=one("post__public_id"),
        memberType=choice("member__kind", MEMBER_TYPES),
        contentType=choice("", CONTENT, by=of_content),
        board=choice("", Board.choices, also=BOARD_NAMES, by=on_board),
        type=choice("value", Reaction.Value.choices),
        reaction=choice("value", Reaction.Value.choices),
    )
    cards = {"total": {}}
    columns = [
        *member_columns(lambda reaction: reaction.member),
        *content_columns("게시글/댓글"),
        Column("좋아요/싫어요", lambda reaction: reaction.get_value_display()),
        Column("좋아요/싫어요 일시", lambda reaction: reaction.created_at),
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


def _in_state(rows, key):
    return rows.filter(poll__in=Poll.objects.in_state(key))


def _with_result(rows, name, value):
    wanted = clean_line(value)
    if wanted in {"", "전체", "ALL"}:
        return rows
    return rows.filter(Exists(BallotChoice.objects.filter(ballot=OuterRef("pk"), option__name=wanted)))


class BallotList(StaffList):
    """Ballots, the newest first; the result is what the chosen options are called."""

    key = "ballots"
    title = "투표이력"
    permission = "polls.view_ballot"
    model = Ballot
    orders = {"votedAt": "cast_at", "id": "pk"}
    default_order = "votedAt"
    filters = filter_set(
        {"voted": ("투표일시", "cast_at")},
        search=searched(lambda term: Q(member__in=keys_of_members(term)) | Q(poll__in=keys_of_posts(term))),
        memberId=one("member__public_id"),
        voteId=one("poll__post__public_id"),
        memberType=choice("member__kind", MEMBER_TYPES),
        voteStatus=choice("", PollState.choices, by=_in_state),
        result=django_filters.CharFilter(method=_with_result, help_text="고른 선택지의 이름(찬성, 반대, 기권 …)."),
    )
    cards = {"total": {}, "agree": {"result": YES}, "oppose": {"result": NO}, "abstain": {"result": NEITHER}}
    columns = [
        *member_columns(lambda ballot: ballot.member, with_status=False),
        Column("투표 아이디", lambda ballot: ballot.poll.post.public_id),
        Column("투표 제목", lambda ballot: ballot.poll.post.title),
        Column("투표 상태", lambda ballot: ballot.poll.state.label),
        Column("투표 결과", lambda ballot: ", ".join(option.name for option in ballot.options.all())),
        Column("투표 일시", lambda ballot: ballot.cast_at),
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
