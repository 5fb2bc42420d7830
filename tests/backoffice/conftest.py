"""What these tests share with those of boards and figures."""

from tests.conversation import redis_away, say, searchable, write
from tests.insights.conftest import history, nobody_was_seen, texts_are_counted_at_once

__all__ = ["history", "nobody_was_seen", "redis_away", "say", "searchable", "texts_are_counted_at_once", "write"]
