"""Members and staff as staff see them."""

from rest_framework import serializers

from accounts.models import Member


class MemberRefSerializer(serializers.Serializer):
    """A member as every row names one."""

    id = serializers.CharField(source="public_id")
    nickname = serializers.CharField()
    type = serializers.ChoiceField(choices=Member.Kind.choices, source="kind")
    status = serializers.ChoiceField(choices=Member.Status.choices)
