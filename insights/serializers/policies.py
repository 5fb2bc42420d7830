"""Documents and their versions as staff see and publish them."""

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from insights.lists.policies import STATES, state_of
from insights.serializers.boards import FIRST, MISSING, SeoulDayField
from polibat.api.fields import Moment
from policies.models import LONGEST_BODY, PolicyTemplate


class CurrentVersionSerializer(serializers.Serializer):
    """The version in effect."""

    policyId = serializers.CharField(source="public_id")
    title = serializers.CharField(source="summary")


class StaffTemplateSerializer(serializers.Serializer):
    """A row of 서비스정책 템플릿 관리."""

    id = serializers.CharField(source="public_id")
    name = serializers.CharField(source="get_slug_display")
    targetUsers = serializers.ChoiceField(choices=PolicyTemplate.Target.choices, source="target")
    mandatory = serializers.BooleanField(source="is_mandatory")
    createdAt = Moment(source="created_at", allow_null=True)
    updatedAt = Moment(source="updated_at", allow_null=True)
    current = CurrentVersionSerializer(allow_null=True)


class TemplateRefSerializer(serializers.Serializer):
    """A document as versions name it."""

    id = serializers.CharField(source="public_id")
    name = serializers.CharField(source="get_slug_display")


class StaffPolicySerializer(serializers.Serializer):
    """A row of 서비스정책 관리."""

    id = serializers.CharField(source="public_id")
    template = TemplateRefSerializer()
    targetUsers = serializers.ChoiceField(choices=PolicyTemplate.Target.choices, source="template.target")
    name = serializers.CharField(source="summary")
    status = serializers.SerializerMethodField()
    startDate = SeoulDayField(source="effective_at", at=FIRST)
    endDate = SeoulDayField(source="ends_at", at=FIRST, allow_null=True)
    mandatory = serializers.BooleanField(source="is_mandatory")
    createdAt = Moment(source="created_at")

    @extend_schema_field({"type": "string", "enum": [key for key, _ in STATES]})
    def get_status(self, version):
        """Where it is by its dates."""
        return state_of(version)


class PreviousSerializer(serializers.Serializer):
    """The version before, and the day on which it ended."""

    id = serializers.CharField(source="public_id")
    name = serializers.CharField(source="summary")
    deprecatedDate = SeoulDayField(source="ended_at", at=FIRST)


class StaffPolicyDetailSerializer(StaffPolicySerializer):
    """서비스정책 상세정보 (staff.md 6.8)."""

    version = serializers.CharField()
    content = serializers.CharField(source="body")
    previous = PreviousSerializer(allow_null=True)
    agrees = serializers.IntegerField()


class StaffPolicyInputSerializer(serializers.Serializer):
    """서비스정책 등록 (staff.md 6.14): the day of effect begins at midnight in Seoul."""

    templateId = serializers.CharField(max_length=20, error_messages=dict.fromkeys(MISSING, "템플릿을 선택하세요."))
    name = serializers.CharField(max_length=200, error_messages=dict.fromkeys(MISSING, "서비스정책명을 입력하세요."))
    startDate = SeoulDayField(at=FIRST)
    content = serializers.CharField(
        max_length=LONGEST_BODY, error_messages=dict.fromkeys(MISSING, "정책 내용을 입력하세요.")
    )
    mandatory = serializers.BooleanField(default=True)
