"""Documents and their versions as staff see and publish them."""

from rest_framework import serializers

from polibat.api.fields import FIRST, Moment, SeoulDayField, WordsField
from polibat.staff.serializers import MISSING, AdminRefSerializer
from policies.models import LONGEST_BODY, PolicyChange, PolicyTemplate


class PolicyChangeSerializer(serializers.Serializer):
    """What was done with a document or a version."""

    verb = serializers.ChoiceField(choices=PolicyChange.Verb.choices)
    reason = serializers.CharField()
    changed = WordsField(source="fields")
    by = AdminRefSerializer()
    at = Moment(source="created_at")


class WithPolicyChangesSerializer(serializers.Serializer):
    """What was done with it."""

    changes = PolicyChangeSerializer(many=True)


class StaffTemplateInputSerializer(serializers.Serializer):
    """템플릿 등록/수정."""

    name = serializers.CharField(max_length=50, error_messages=dict.fromkeys(MISSING, "템플릿명을 입력하세요."))
    targetUsers = serializers.ChoiceField(choices=PolicyTemplate.Target.choices, default="ALL")
    mandatory = serializers.BooleanField(default=True)


class PreviousSerializer(serializers.Serializer):
    """The version before, and the day on which it ended."""

    policyId = serializers.CharField(source="public_id")
    name = serializers.CharField(source="summary")
    version = serializers.CharField(source="number")
    deprecatedDate = SeoulDayField(source="end", at=FIRST, allow_null=True)


class PolicyStatsSerializer(serializers.Serializer):
    """What is counted of a version."""

    views = serializers.IntegerField(help_text="한 방문자를 30분에 한 번 셉니다.")
    agrees = serializers.IntegerField()
    downloads = serializers.IntegerField()


class PolicySettingsSerializer(serializers.Serializer):
    """정책 설정."""

    mandatory = serializers.BooleanField(source="is_mandatory")
    downloadable = serializers.BooleanField(source="is_downloadable")
    showVersion = serializers.BooleanField(source="shows_number")
    notifyChanges = serializers.BooleanField(source="tells_members")


class ApproverSerializer(AdminRefSerializer):
    """Who published it, and when."""

    approvedAt = Moment(source="approved_at")


class VersionDetailSerializer(serializers.Serializer):
    """What the page of a version shows beside its row."""

    version = serializers.CharField(source="number")
    content = serializers.CharField(source="body")
    isDraft = serializers.BooleanField(source="is_draft", help_text="임시저장: 시행된 적이 없고 공개되지 않은 버전.")
    previous = PreviousSerializer(allow_null=True)
    stats = PolicyStatsSerializer(source="*")
    settings = PolicySettingsSerializer(source="*")
    creator = AdminRefSerializer(source="created_by", allow_null=True)
    approver = ApproverSerializer(allow_null=True)
    publishedAt = Moment(source="approved_at", allow_null=True)
    updatedAt = Moment(source="updated_at")
    changes = PolicyChangeSerializer(many=True)


class StaffPolicyInputSerializer(serializers.Serializer):
    """서비스정책 등록: the day of effect begins at midnight in Seoul."""

    templateId = serializers.CharField(max_length=20, error_messages=dict.fromkeys(MISSING, "템플릿을 선택하세요."))
    name = serializers.CharField(max_length=200, error_messages=dict.fromkeys(MISSING, "서비스정책명을 입력하세요."))
    startDate = SeoulDayField(at=FIRST)
    endDate = SeoulDayField(at=FIRST, required=False, allow_null=True, help_text="끝나는 날의 0시. 없으면 열려 있음.")
    content = serializers.CharField(
        max_length=LONGEST_BODY, error_messages=dict.fromkeys(MISSING, "정책 내용을 입력하세요.")
    )
    mandatory = serializers.BooleanField(default=True)
    downloadable = serializers.BooleanField(default=True)
    showVersion = serializers.BooleanField(default=True)
    notifyChanges = serializers.BooleanField(default=True)
    draft = serializers.BooleanField(default=False, help_text="임시저장: 게시하지 않고 남깁니다. 등록할 때만 씁니다.")
