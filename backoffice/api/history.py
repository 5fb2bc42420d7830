"""/api/admin/reactions and /ballots: who reacted to what, who voted how."""

from backoffice.api.base import StaffViewSet, staff_list
from backoffice.lists import BallotList, ReactionList


@staff_list(ReactionList)
class ReactionViewSet(StaffViewSet):
    """좋아요/싫어요 이력."""


@staff_list(BallotList)
class BallotViewSet(StaffViewSet):
    """투표 이력."""
