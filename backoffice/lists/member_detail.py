"""회원 상세정보 (spec L31): what one member did, counted for that member alone."""

from django.db.models import Prefetch, Q

from accounts.models import StatusChange
from backoffice.lists.politicians import PoliticianMemberList
from boards.models import Board, Comment, Post, Reaction
from moderation.models import Report
from polibat.db.groups import counted
from politicians.models import Application
from polls.models import Ballot, PollOption

MOST_BALLOTS, MOST_CHANGES = 50, 50
BOARDS = (Board.FREE, Board.POLITICIAN, Board.POLL, Board.SUGGESTION)
ON_POST, ON_COMMENT = Q(post__isnull=False), Q(comment__isnull=False)
NOTHING = {"posts": 0, "comments": 0}


def with_details(member):
    """`member` with everything that the page of one shows; 0 where there is nothing."""
    PoliticianMemberList.fill([member])
    member.own_claims = list(
        Application.objects.filter(member=member)
        .select_related("politician__party")
        .defer("politician__words", "politician__committees")
    )
    waiting = (claim for claim in member.own_claims if claim.state == Application.State.WAITING)
    member.application = next(waiting, None)
    member.activity = _activity(member)
    member.split = _split(member)
    member.newest_ballots = list(
        Ballot.objects.filter(member=member)
        .select_related("poll__post")
        .defer("poll__post__body", "poll__post__body_text")
        .prefetch_related(Prefetch("options", PollOption.objects.order_by("order")))[:MOST_BALLOTS]
    )
    member.newest_changes = list(
        StatusChange.objects.filter(member=member).select_related("member", "by")[:MOST_CHANGES]
    )
    return member


def _activity(member):
    """Listed posts and comments by board, as the kept totals of the member count them."""
    posts = counted(Post.objects.filter(author=member, status__in=Post.LISTED), "board", number=Q())
    said = Comment.objects.filter(author=member, status=Comment.Status.PUBLISHED)
    comments = counted(said, "post__board", number=Q())
    return [
        {
            "board": board.value,
            "posts": posts.get(board.value, {"number": 0})["number"],
            "comments": comments.get(board.value, {"number": 0})["number"],
        }
        for board in BOARDS
    ]


def _split(member):
    """Reactions and reports, given and received, by what they are about."""
    kinds = {"posts": ON_POST, "comments": ON_COMMENT}
    reactions = counted(Reaction.objects.filter(member=member), "value", **kinds)
    given = counted(Report.objects.filter(reporter=member), "reporter", **kinds)
    return {
        "likes": reactions.get(Reaction.Value.LIKE, NOTHING),
        "dislikes": reactions.get(Reaction.Value.DISLIKE, NOTHING),
        "reports_given": given.get(member.pk, NOTHING),
        "reported": {
            "posts": Report.objects.filter(post__author=member).count(),
            "comments": Report.objects.filter(comment__author=member).count(),
        },
    }
