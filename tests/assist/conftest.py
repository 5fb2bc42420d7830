"""What these tests share with those of the boards."""

from tests.conversation import redis_away, say, searchable, write

__all__ = ["redis_away", "say", "searchable", "write"]
