"""Policies as everybody reads them."""

from rest_framework import serializers

from polibat.api.fields import Moment
from policies.models import PolicyTemplate


class VersionRowSerializer(serializers.Serializer):
    """A version without its text."""

    id = serializers.CharField(source="public_id")
    summary = serializers.CharField()
    effectiveAt = Moment(source="effective_at")
    isMandatory = serializers.BooleanField(source="is_mandatory", help_text="동의를 다시 받는지.")
    isAhead = serializers.BooleanField(source="is_ahead", help_text="아직 시행 전인지.")


class VersionSerializer(VersionRowSerializer):
    """A version with its text."""

    body = serializers.CharField()


class PolicyRowSerializer(serializers.Serializer):
    """A policy, and what of it is in force."""

    id = serializers.CharField(source="public_id")
    slug = serializers.ChoiceField(PolicyTemplate.Slug.choices)
    title = serializers.CharField(source="__str__")
    target = serializers.ChoiceField(PolicyTemplate.Target.choices)
    current = VersionRowSerializer(allow_null=True)


class PolicySerializer(PolicyRowSerializer):
    """A policy with its text in force and all its versions."""

    current = VersionSerializer(allow_null=True)
    versions = VersionRowSerializer(many=True, source="all_versions", help_text="예정된 것까지, 새것부터.")
