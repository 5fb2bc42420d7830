"""Staff accounts, and who looked at addresses."""

from rest_framework import serializers

from accounts.services.staff import LEVELS
from backoffice.lists import StaffMemberList
from polibat.lists.rows import row_serializer
from polibat.staff.serializers import MISSING

StaffSerializer = row_serializer(StaffMemberList)


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
