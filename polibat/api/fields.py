"""Fields that every serializer uses."""

from datetime import UTC

from rest_framework import serializers

LONGEST_ID = 60


class Moment(serializers.DateTimeField):
    """A moment as the API writes it: ISO-8601 in UTC with milliseconds and `Z`; read in any zone that is said."""

    def to_representation(self, value):
        """Return the text of a moment."""
        if value is None:
            return None
        return value.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


class RowField(serializers.SlugRelatedField):
    """A row by its public id; what can be none is refused before the database is asked."""

    def __init__(self, **kwargs):
        super().__init__(slug_field="public_id", **kwargs)

    def to_internal_value(self, data):
        """Return the row."""
        if not (isinstance(data, str) and data.isprintable() and len(data) <= LONGEST_ID):
            self.fail("invalid")
        return super().to_internal_value(data)
