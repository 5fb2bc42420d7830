"""Members as staff see them; no e-mail address anywhere but in the audited reveal."""

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from accounts.models import Member
from accounts.services.status import LONGEST_SUSPENSION
from backoffice.api.serializers.common import AdminRefSerializer, MemberRefSerializer
from backoffice.lists import members as lists
from boards.models import Board
from polibat.api.fields import Moment
from politicians.models import Application, Politician

REQUIRED = ("required", "blank", "null")


class MemberCountsSerializer(serializers.Serializer):
    """What a member did, and what reached them."""

    posts = serializers.IntegerField(source="did.posts")
    comments = serializers.IntegerField(source="did.comments")
    votes = serializers.IntegerField(source="did.ballots")
    likes = serializers.IntegerField(source="did.given_likes")
    dislikes = serializers.IntegerField(source="did.given_dislikes")
    likesReceived = serializers.IntegerField(source="did.likes")
    dislikesReceived = serializers.IntegerField(source="did.dislikes")
    reportsGiven = serializers.IntegerField(source="filed")
    reportsReceived = serializers.IntegerField(source="reported")


class StaffMemberSerializer(MemberRefSerializer):
    """A row of 전체회원관리."""

    suspendedUntil = Moment(source="suspended_until", allow_null=True)
    joinedAt = Moment(source="joined_at")
    lastLoginAt = Moment(source="last_login", allow_null=True)
    counts = MemberCountsSerializer(source="*")


class StaffPoliticianRefSerializer(serializers.Serializer):
    """A politician as other rows name one."""

    id = serializers.CharField(source="public_id")
    name = serializers.CharField()
    type = serializers.ChoiceField(choices=Politician.Kind.choices, source="kind")
    party = serializers.CharField(source="party_name")


class PoliticianMemberSerializer(StaffMemberSerializer):
    """A row of 정치인관리."""

    politician = StaffPoliticianRefSerializer(allow_null=True, source="claim.politician", default=None)
    politicianType = serializers.SerializerMethodField()
    party = serializers.SerializerMethodField()
    assistingPolitician = serializers.SerializerMethodField()
    polibatAlarm = serializers.SerializerMethodField()

    @extend_schema_field({"type": ["string", "null"], "enum": [*Politician.Kind.values, None]})
    def get_politicianType(self, member):
        """정치인유형, as staff chose it."""
        return lists.whom(member).kind if lists.whom(member) else None

    @extend_schema_field(str)
    def get_party(self, member):
        """정당 및 소속."""
        return lists.affiliation(member)

    @extend_schema_field(StaffPoliticianRefSerializer(allow_null=True))
    def get_assistingPolitician(self, member):
        """Whom an aide serves."""
        served = lists.assisted(member)
        return StaffPoliticianRefSerializer(served).data if served else None

    @extend_schema_field(bool)
    def get_polibatAlarm(self, member):
        """정치방망이 알림."""
        return lists.wants_mail(member)


class StatusChangeSerializer(serializers.Serializer):
    """A row of 회원상태 변경이력; `before` is null for 신규가입."""

    id = serializers.IntegerField(source="pk")
    changedAt = Moment(source="created_at")
    member = MemberRefSerializer()
    before = serializers.SerializerMethodField()
    after = serializers.ChoiceField(choices=Member.Status.choices)
    reason = serializers.CharField()
    processor = AdminRefSerializer(source="by", allow_null=True)
    notes = serializers.CharField(source="note")

    @extend_schema_field({"type": ["string", "null"], "enum": [*Member.Status.values, None]})
    def get_before(self, change):
        """The status before; null for 신규가입."""
        return change.before or None


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


class StaffMemberDetailSerializer(PoliticianMemberSerializer):
    """회원 상세정보; every number is there, 0 too."""

    application = StaffApplicationSerializer(allow_null=True)
    applications = StaffApplicationSerializer(many=True, source="own_claims")
    boardStats = BoardActivitySerializer(many=True, source="activity")
    likes = SplitSerializer(source="split.likes")
    dislikes = SplitSerializer(source="split.dislikes")
    reportsGiven = SplitSerializer(source="split.reports_given")
    reported = SplitSerializer(source="split.reported")
    votes = OwnBallotSerializer(many=True, source="newest_ballots")
    statusHistory = StatusChangeSerializer(many=True, source="newest_changes")


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
