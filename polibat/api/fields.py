"""Fields that every serializer uses."""

from datetime import UTC, datetime, time
from typing import Any

from django.utils import timezone
from rest_framework import serializers

from polibat.security.opaque import key_of, name_of

LONGEST_ID = 60
# The first moment of a day, and its last second.
FIRST, LAST = time.min, time(23, 59, 59)


class Moment(serializers.DateTimeField):
    """A moment as the API writes it: ISO-8601 in UTC with milliseconds and `Z`; read in any zone that is said."""

    def to_representation(self, value):
        """Return the text of a moment."""
        if value is None:
            return None
        return value.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


class WordsField(serializers.ListField):
    """Words that are stored as one text, divided by commas."""

    child = serializers.CharField()

    def to_representation(self, value: Any) -> list[str]:
        """Return the words."""
        return [word for word in value.split(", ") if word]


class OpaqueField(serializers.CharField):
    """The key of a row that has no public id, by a name that says nothing (`polibat.security.opaque`)."""

    def __init__(self, *, kind: str, **kwargs):
        self.kind = kind
        super().__init__(**kwargs)

    def to_representation(self, value):
        """Return the name of a key."""
        return name_of(int(value), kind=self.kind)

    def to_internal_value(self, data):
        """Return the key of a name."""
        key = key_of(super().to_internal_value(data), kind=self.kind)
        return self.fail("invalid") if key is None else key


class RowField(serializers.SlugRelatedField):
    """A row by its public id; what can be none is refused before the database is asked."""

    def __init__(self, **kwargs):
        super().__init__(slug_field="public_id", **kwargs)

    def to_internal_value(self, data):
        """Return the row."""
        if not (isinstance(data, str) and data.isprintable() and len(data) <= LONGEST_ID):
            self.fail("invalid")
        return super().to_internal_value(data)


class SeoulDayField(serializers.DateField):
    """A moment that is sent as a day of Seoul: its first moment, or its last second."""

    def __init__(self, *, at, **kwargs):
        """Keep which moment of the day is meant."""
        self.at = at
        super().__init__(**kwargs)

    def to_internal_value(self, value):
        """The moment of the day."""
        return datetime.combine(super().to_internal_value(value), self.at, timezone.get_default_timezone())

    def to_representation(self, value: datetime):
        """The day of the moment."""
        return super().to_representation(timezone.localtime(value).date())
