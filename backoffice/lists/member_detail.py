"""회원 상세정보 (spec L31): what one member did, counted for that member alone."""

from dataclasses import dataclass

from django.db.models import Prefetch, Q

from accounts.models import StatusChange
from boards.models import Board, Comment, Post, Reaction
from moderation.models import Report
from polibat.db.groups import counted
from polibat.staff.detail import RowDetail
from politicians.models import Application
from polls.models import Ballot, PollOption

MOST_BALLOTS, MOST_CHANGES = 50, 50
BOARDS = (Board.FREE, Board.POLITICIAN, Board.POLL, Board.SUGGESTION)
ON_POST, ON_COMMENT = Q(post__isnull=False), Q(comment__isnull=False)
NOTHING = {"posts": 0, "comments": 0}


@dataclass(frozen=True)
class MemberDetail(RowDetail):
    """A member with everything that the page of one shows; 0 where there is nothing."""

    applications: list[Application]
    activity: list[dict]
    split: dict
    ballots: list[Ballot]
    changes: list[StatusChange]

    @property
    def speaks_for(self):
        """The politician that the member is or serves, or says so."""
        claim = self.row.claim
        return next((one.politician for one in self.applications if claim and one.pk == claim.pk), None)

    @property
    def application(self):
        """The one that waits for staff."""
        waiting = (claim for claim in self.applications if claim.state == Application.State.WAITING)
        return next(waiting, None)


def member_detail(member):
    """`member`, a filled row of `PoliticianMemberList`, with everything that is counted for one alone."""
    claims = Application.objects.filter(member=member).select_related("politician__party").prefetch_related("documents")
    options = Prefetch("options", PollOption.objects.order_by("order"))
    ballots = Ballot.objects.filter(member=member).select_related("poll__post").prefetch_related(options)
    changes = StatusChange.objects.filter(member=member).select_related("member", "by")
    return MemberDetail(
        member,
        applications=list(claims.defer("politician__words", "politician__committees")),
        activity=_activity(member),
        split=_split(member),
        ballots=list(ballots.defer("poll__post__body", "poll__post__body_text")[:MOST_BALLOTS]),
        changes=list(changes[:MOST_CHANGES]),
    )


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
