"""What the tests of the boards share."""

import pytest
from django.core.cache import caches

from boards.models import Board
from polibat.text.bigrams import vector_of
from tests import factories


@pytest.fixture
def write():
    """`write(author, board, …)`: a post, however many its author has written in the past minutes."""

    def publish(author, board=Board.FREE, **kwargs):
        caches["limits"].clear()
        return factories.post(author, board, **kwargs)

    return publish


@pytest.fixture
def say():
    """`say(post, author, text)`: a comment, however many its author has written in the past minutes."""

    def comment(post, author, text="저도 그렇게 생각합니다.", **kwargs):
        caches["limits"].clear()
        return factories.comment(post, author, text, **kwargs)

    return comment


@pytest.fixture
def searchable():
    """Make a member known to search by nickname, as signing up does."""

    def store(member):
        member.nickname_words = vector_of(member.nickname)
        member.save(update_fields=["nickname_words"])
        return member

    return store


@pytest.fixture
def redis_away(settings, tmp_path):
    """A Redis that nobody answers for, as pages, limits and views find it."""
    nowhere = f"unix://{tmp_path}/nowhere.sock"
    settings.CACHES = {name: {**about, "LOCATION": nowhere} for name, about in settings.CACHES.items()}
    settings.RATELIMIT_USE_CACHE = "limits"
