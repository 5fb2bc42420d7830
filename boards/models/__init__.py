"""Posts and what hangs on them."""

from boards.models.comment import Comment
from boards.models.counters import BoardCounter, MemberCounts, MentionCounter, UnlistedCounter
from boards.models.image import Draft, Image, IncomingImage
from boards.models.post import Board, Post, PostCounts, ViewFlush
from boards.models.reaction import Reaction
from boards.models.search import SearchDocument

__all__ = [
    "Board",
    "BoardCounter",
    "Comment",
    "Draft",
    "Image",
    "IncomingImage",
    "MemberCounts",
    "MentionCounter",
    "Post",
    "PostCounts",
    "Reaction",
    "SearchDocument",
    "UnlistedCounter",
    "ViewFlush",
]
