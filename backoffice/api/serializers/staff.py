"""Staff accounts, and who looked at addresses."""

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from accounts.services.staff import LEVELS
from backoffice.api.serializers.boards import MISSING
from backoffice.api.serializers.common import AdminRefSerializer, MemberRefSerializer
from polibat.api.fields import Moment


class StaffSerializer(MemberRefSerializer):
    """A member of staff."""

    level = serializers.SerializerMethodField()
    joinedAt = Moment(source="joined_at")
    lastLoginAt = Moment(source="last_login", allow_null=True)

    @extend_schema_field({"type": ["string", "null"], "enum": [*LEVELS, None]})
    def get_level(self, member):
        """moderator, admin or superuser; null for somebody without a level."""
        if member.is_superuser:
            return "superuser"
        return next((group.name for group in member.groups.all()), None)


class NewStaffSerializer(serializers.Serializer):
    """운영자 등록."""

    nickname = serializers.CharField(max_length=20, error_messages=dict.fromkeys(MISSING, "닉네임을 입력하세요."))
    email = serializers.EmailField()
    password = serializers.CharField(max_length=128)
    level = serializers.ChoiceField(choices=LEVELS)


class StaffLevelSerializer(serializers.Serializer):
    """The level of a member of staff, and why it changes."""

    level = serializers.ChoiceField(choices=LEVELS)
    reason = serializers.CharField(max_length=500, error_messages=dict.fromkeys(MISSING, "사유를 입력해 주세요."))


class StaffEmailAccessSerializer(serializers.Serializer):
    """One look at an address; `by` is null where the system sent a mail."""

    member = MemberRefSerializer()
    by = AdminRefSerializer(allow_null=True)
    ip = serializers.CharField(allow_null=True)
    device = serializers.CharField()
    purpose = serializers.CharField()
    at = Moment(source="created_at")
