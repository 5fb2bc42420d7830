"""Policies as everybody reads them."""

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from polibat.api.fields import Moment
from policies.models import PolicyTemplate


class VersionRowSerializer(serializers.Serializer):
    """A version without its text."""

    policyId = serializers.CharField(source="public_id")
    summary = serializers.CharField()
    effectiveAt = Moment(source="effective_at")
    isMandatory = serializers.BooleanField(source="is_mandatory", help_text="동의를 다시 받는지.")
    isAhead = serializers.BooleanField(source="is_ahead", help_text="아직 시행 전인지.")
    endsAt = Moment(source="end", allow_null=True, help_text="시행이 끝나는 때. 정해지지 않았으면 null.")
    version = serializers.SerializerMethodField(help_text="버전 번호. 표시하지 않기로 했으면 null.")
    isDownloadable = serializers.BooleanField(source="is_downloadable")

    @extend_schema_field({"type": "string", "nullable": True})
    def get_version(self, version):
        """The number, where it is shown."""
        return version.number if version.shows_number else None


class VersionSerializer(VersionRowSerializer):
    """A version with its text."""

    body = serializers.CharField()


class PolicyRowSerializer(serializers.Serializer):
    """A policy, and what of it is in force."""

    templateId = serializers.CharField(source="public_id")
    slug = serializers.CharField(source="key", help_text="주소에 쓰는 이름: terms, privacy, 그 밖에는 아이디.")
    title = serializers.CharField(source="__str__")
    target = serializers.ChoiceField(PolicyTemplate.Target.choices)
    current = VersionRowSerializer(allow_null=True)


class PolicySerializer(PolicyRowSerializer):
    """A policy with its text in force and all its versions."""

    current = VersionSerializer(allow_null=True)
    versions = VersionRowSerializer(many=True, source="all_versions", help_text="예정된 것까지, 새것부터.")
