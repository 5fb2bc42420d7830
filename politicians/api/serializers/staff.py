"""Politicians and applications as staff see and decide them."""

from rest_framework import serializers

from polibat.api.fields import Moment, OpaqueField
from polibat.staff.serializers import MISSING
from politicians.models import Application, Document, Politician


class StaffPoliticianRefSerializer(serializers.Serializer):
    """A politician as other rows name one."""

    politicianId = serializers.CharField(source="public_id")
    name = serializers.CharField()
    type = serializers.ChoiceField(choices=Politician.Kind.choices, source="kind")
    party = serializers.CharField(source="party_name")


class StaffPoliticianSerializer(StaffPoliticianRefSerializer):
    """A politician on the page of a member, with what the office is publicly known by."""

    officialEmail = serializers.CharField(source="office_email", help_text="공개된 사무실 주소. 없으면 비어 있습니다.")


class StaffDocumentSerializer(serializers.Serializer):
    """A paper of an application; what is in it is fetched one at a time, on record."""

    number = serializers.IntegerField()
    name = serializers.CharField()
    kind = serializers.ChoiceField(choices=Document.Kind.choices)
    size = serializers.IntegerField()


class StaffApplicationSerializer(serializers.Serializer):
    """가입신청: what the member says about themselves, and what was decided."""

    id = OpaqueField(kind="application", source="pk")
    appliedAt = Moment(source="created_at")
    isAide = serializers.BooleanField(source="is_aide")
    statedName = serializers.CharField(source="stated_name")
    party = serializers.CharField(source="affiliation")
    politician = StaffPoliticianSerializer(allow_null=True)
    state = serializers.ChoiceField(choices=Application.State.choices)
    reason = serializers.CharField()
    decidedAt = Moment(source="decided_at", allow_null=True)
    documents = StaffDocumentSerializer(many=True, source="documents.all")


class ApprovalSerializer(serializers.Serializer):
    """정치인 유형 (required), and the politician where the application names none."""

    politicianType = serializers.ChoiceField(
        choices=Politician.Kind.choices,
        error_messages=dict.fromkeys(MISSING, "정치인 유형을 먼저 선택해주세요."),
    )
    politicianId = serializers.CharField(required=False, max_length=20)
