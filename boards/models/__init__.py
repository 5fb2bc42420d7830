"""Posts and what hangs on them."""

from boards.models.comment import Comment
from boards.models.counters import BoardCounter, MemberCounts, MentionCounter, UnlistedCounter
from boards.models.draft import Draft
from boards.models.post import EVERY_CHOICE, MAIN_CHOICE, Board, Post, PostCounts, ViewFlush
from boards.models.reaction import Reaction
from boards.models.search import SearchDocument

__all__ = [
    "EVERY_CHOICE",
    "MAIN_CHOICE",
    "Board",
    "BoardCounter",
    "Comment",
    "Draft",
    "MemberCounts",
    "MentionCounter",
    "Post",
    "PostCounts",
    "Reaction",
    "SearchDocument",
    "UnlistedCounter",
    "ViewFlush",
]
