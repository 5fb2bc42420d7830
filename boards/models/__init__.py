"""Posts and what hangs on them."""

from boards.models.comment import Comment
from boards.models.counters import BoardTally, MemberCounts, NamedTally, UnlistedTally
from boards.models.image import Draft, Image, IncomingImage
from boards.models.post import EVERY_CHOICE, MAIN_CHOICE, Board, Post, PostCounts, ViewFlush
from boards.models.reaction import Reaction
from boards.models.search import SearchDocument

__all__ = [
    "EVERY_CHOICE",
    "MAIN_CHOICE",
    "Board",
    "BoardTally",
    "Comment",
    "Draft",
    "Image",
    "IncomingImage",
    "MemberCounts",
    "NamedTally",
    "Post",
    "PostCounts",
    "Reaction",
    "SearchDocument",
    "UnlistedTally",
    "ViewFlush",
]
