"""Members and staff as staff see them."""

from rest_framework import serializers

from accounts.models import Member
from accounts.services.staff import LEVELS
from accounts.services.status import LONGEST_SUSPENSION
from polibat.staff.serializers import MISSING, ReasonField


class MemberRefSerializer(serializers.Serializer):
    """A member as every row names one."""

    memberId = serializers.CharField(source="public_id")
    nickname = serializers.CharField()
    memberType = serializers.ChoiceField(choices=Member.Kind.choices, source="kind")
    status = serializers.ChoiceField(choices=Member.Status.choices)


class SuspensionSerializer(serializers.Serializer):
    """For how many days, and why."""

    days = serializers.IntegerField(
        min_value=1,
        max_value=LONGEST_SUSPENSION,
        error_messages=dict.fromkeys((*MISSING, "invalid", "min_value"), "정지 기간을 1일 이상 입력해 주세요."),
    )
    reason = ReasonField()


class PurposeSerializer(serializers.Serializer):
    """Why an address is looked at."""

    purpose = serializers.CharField(max_length=200, error_messages=dict.fromkeys(MISSING, "열람 목적을 입력해 주세요."))


class RevealedEmailSerializer(serializers.Serializer):
    """The address of one member, on record before it is shown."""

    email = serializers.EmailField()


class NewStaffSerializer(serializers.Serializer):
    """운영자 등록."""

    nickname = serializers.CharField(max_length=20, error_messages=dict.fromkeys(MISSING, "닉네임을 입력하세요."))
    email = serializers.EmailField()
    password = serializers.CharField(max_length=128)
    level = serializers.ChoiceField(choices=LEVELS)


class StaffLevelSerializer(serializers.Serializer):
    """The level of a member of staff, and why it changes."""

    level = serializers.ChoiceField(choices=LEVELS)
    reason = ReasonField()
