"""What the tests of the pages share with those of the boards."""

from tests.boards.conftest import redis_away, say, write

__all__ = ["redis_away", "say", "write"]
