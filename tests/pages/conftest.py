"""What the tests of the pages share with those of the boards."""

from tests.boards.conftest import say, write

__all__ = ["say", "write"]
