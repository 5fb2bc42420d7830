"""What acts of staff are given, and how staff are named in the API."""

from rest_framework import serializers

from polibat.text.reason import LONGEST_REASON, NO_REASON

# Errors of a field that says nothing.
MISSING = ("required", "blank", "null")


class ReasonSerializer(serializers.Serializer):
    """Why something is done."""

    reason = serializers.CharField(max_length=LONGEST_REASON, error_messages=dict.fromkeys(MISSING, NO_REASON))


class AdminRefSerializer(serializers.Serializer):
    """A member of staff; null where the system did it."""

    id = serializers.CharField(source="public_id")
    name = serializers.CharField(source="nickname")
