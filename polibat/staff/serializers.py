"""What acts of staff are given, and how staff are named in the API."""

from typing import Any

from rest_framework import serializers

from polibat.text.reason import LONGEST_REASON, NO_REASON

# Errors of a field that says nothing.
MISSING = ("required", "blank", "null")


class ReasonField(serializers.CharField):
    """Why staff do something: 500 characters at most."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(max_length=LONGEST_REASON, error_messages=dict.fromkeys(MISSING, NO_REASON), **kwargs)


class ReasonSerializer(serializers.Serializer):
    """Why something is done."""

    reason = ReasonField()


class AdminRefSerializer(serializers.Serializer):
    """A member of staff; null where the system did it."""

    memberId = serializers.CharField(source="public_id")
    nickname = serializers.CharField()
