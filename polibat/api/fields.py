"""Fields that every serializer uses."""

from datetime import UTC

from rest_framework import serializers


class Moment(serializers.DateTimeField):
    """A moment as the API writes it: ISO-8601 in UTC with milliseconds and `Z`; read in any zone that is said."""

    def to_representation(self, value):
        """Return the text of a moment."""
        if value is None:
            return None
        return value.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
