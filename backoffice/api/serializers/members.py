"""A member whole, as staff see one; no e-mail address anywhere but in the audited reveal."""

from rest_framework import serializers

from backoffice.lists import PoliticianMemberList, StatusChangeList
from boards.models import Board
from polibat.lists.rows import row_serializer
from politicians.api.serializers.staff import StaffApplicationSerializer
from polls.api.serializers.staff import OwnBallotSerializer


class BoardActivitySerializer(serializers.Serializer):
    """What a member wrote on one board."""

    boardType = serializers.ChoiceField(choices=Board.choices, source="board")
    postCount = serializers.IntegerField(source="posts")
    commentCount = serializers.IntegerField(source="comments")


class SplitSerializer(serializers.Serializer):
    """A number for posts and one for comments."""

    posts = serializers.IntegerField()
    comments = serializers.IntegerField()


class StaffMemberDetailSerializer(row_serializer(PoliticianMemberList)):
    """회원 상세정보; every number is there, 0 too."""

    application = StaffApplicationSerializer(allow_null=True)
    applications = StaffApplicationSerializer(many=True)
    boardStats = BoardActivitySerializer(many=True, source="activity")
    likes = SplitSerializer(source="split.likes")
    dislikes = SplitSerializer(source="split.dislikes")
    reportsGiven = SplitSerializer(source="split.reports_given")
    reported = SplitSerializer(source="split.reported")
    votes = OwnBallotSerializer(many=True, source="ballots")
    statusHistory = row_serializer(StatusChangeList)(many=True, source="changes")
