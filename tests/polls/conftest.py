"""What the tests of polls share: two polls, and what they share with those of the boards."""

import pytest

from tests import factories
from tests.conversation import redis_away, say, searchable, write

__all__ = ["redis_away", "say", "searchable", "write"]


@pytest.fixture
def poll(admin_member):
    """A running poll in which several may be chosen."""
    return factories.poll(admin_member)


@pytest.fixture
def single(admin_member):
    """A running poll in which one may be chosen."""
    return factories.poll(admin_member, "짜장면", "짬뽕", allows_multiple=False, title="점심은 무엇으로 할까요?")
