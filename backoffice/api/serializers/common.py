"""What acts of the back office are given."""

from rest_framework import serializers


class ReasonSerializer(serializers.Serializer):
    """Why something is done."""

    reason = serializers.CharField(
        max_length=500, error_messages=dict.fromkeys(("required", "blank", "null"), "사유를 입력해 주세요.")
    )
