"""Members as staff see them; no e-mail address anywhere but in the audited reveal."""

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from accounts.services.status import LONGEST_SUSPENSION
from backoffice.lists import PoliticianMemberList, StatusChangeList
from backoffice.lists.politicians import StaffPoliticianRefSerializer
from boards.models import Board
from polibat.api.fields import Moment
from polibat.lists.rows import row_serializer
from politicians.models import Application, Politician

REQUIRED = ("required", "blank", "null")


class BoardActivitySerializer(serializers.Serializer):
    """What a member wrote on one board."""

    board = serializers.ChoiceField(choices=Board.choices)
    posts = serializers.IntegerField()
    comments = serializers.IntegerField()


class SplitSerializer(serializers.Serializer):
    """A number for posts and one for comments."""

    posts = serializers.IntegerField()
    comments = serializers.IntegerField()


class OwnBallotSerializer(serializers.Serializer):
    """A ballot on the page of its member."""

    voteId = serializers.CharField(source="poll.post.public_id")
    title = serializers.CharField(source="poll.post.title")
    status = serializers.CharField(source="poll.state")
    result = serializers.SerializerMethodField()
    votedAt = Moment(source="cast_at")

    @extend_schema_field(serializers.ListField(child=serializers.CharField()))
    def get_result(self, ballot):
        """The names of what was chosen."""
        return [option.name for option in ballot.options.all()]


class StaffApplicationSerializer(serializers.Serializer):
    """가입신청: what the member says about themselves, and what was decided."""

    id = serializers.IntegerField(source="pk")
    appliedAt = Moment(source="created_at")
    isAide = serializers.BooleanField(source="is_aide")
    statedName = serializers.CharField(source="stated_name")
    party = serializers.CharField(source="affiliation")
    politician = StaffPoliticianRefSerializer(allow_null=True)
    state = serializers.ChoiceField(choices=Application.State.choices)
    reason = serializers.CharField()
    decidedAt = Moment(source="decided_at", allow_null=True)


class StaffMemberDetailSerializer(row_serializer(PoliticianMemberList)):
    """회원 상세정보; every number is there, 0 too."""

    application = StaffApplicationSerializer(allow_null=True)
    applications = StaffApplicationSerializer(many=True, source="own_claims")
    boardStats = BoardActivitySerializer(many=True, source="activity")
    likes = SplitSerializer(source="split.likes")
    dislikes = SplitSerializer(source="split.dislikes")
    reportsGiven = SplitSerializer(source="split.reports_given")
    reported = SplitSerializer(source="split.reported")
    votes = OwnBallotSerializer(many=True, source="newest_ballots")
    statusHistory = row_serializer(StatusChangeList)(many=True, source="newest_changes")


class ApprovalSerializer(serializers.Serializer):
    """정치인 유형 (required), and the politician where the application names none."""

    politicianType = serializers.ChoiceField(
        choices=Politician.Kind.choices,
        error_messages=dict.fromkeys(REQUIRED, "정치인 유형을 먼저 선택해주세요."),
    )
    politicianId = serializers.CharField(required=False, max_length=20)


class SuspensionSerializer(serializers.Serializer):
    """For how many days, and why."""

    days = serializers.IntegerField(
        min_value=1,
        max_value=LONGEST_SUSPENSION,
        error_messages=dict.fromkeys((*REQUIRED, "invalid", "min_value"), "정지 기간을 1일 이상 입력해 주세요."),
    )
    reason = serializers.CharField(max_length=500, error_messages=dict.fromkeys(REQUIRED, "사유를 입력해 주세요."))


class PurposeSerializer(serializers.Serializer):
    """Why an address is looked at."""

    purpose = serializers.CharField(
        max_length=200, error_messages=dict.fromkeys(REQUIRED, "열람 목적을 입력해 주세요.")
    )


class RevealedEmailSerializer(serializers.Serializer):
    """The address of one member, on record before it is shown."""

    email = serializers.EmailField()
