"""What the tests of 불편/제안 share: two suggestions, and what they share with those of the boards."""

import pytest

from boards.services import add_comment
from tests import factories
from tests.conversation import redis_away, say, searchable, write
from tests.suggestions.secret import SECRET

__all__ = ["redis_away", "say", "searchable", "write"]


@pytest.fixture
def suggestion(citizen):
    """A suggestion that everybody may read."""
    return factories.suggestion(citizen)


@pytest.fixture
def private(citizen):
    """One that only its author and staff may read, with a comment."""
    made = factories.suggestion(
        citizen, title=f"{SECRET} 문의", body=f"<p>{SECRET}에 대해 조용히 여쭙니다.</p>", is_private=True
    )
    add_comment(made.post.comments.model(post=made.post, author=citizen, text=f"{SECRET} 덧붙임"), by=citizen)
    return made
