"""/api/admin/reactions and /ballots: who reacted to what, who voted how."""

from insights.api.base import StaffViewSet, staff_list
from insights.lists import BallotList, ReactionList
from insights.serializers.history import BallotSerializer, ReactionSerializer


@staff_list(ReactionList, ReactionSerializer)
class ReactionViewSet(StaffViewSet):
    """좋아요/싫어요 이력."""


@staff_list(BallotList, BallotSerializer)
class BallotViewSet(StaffViewSet):
    """투표 이력."""
