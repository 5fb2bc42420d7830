"""Posts and what hangs on them."""

from boards.models.comment import Comment
from boards.models.image import Draft, Image, IncomingImage
from suggestions.models.notice import Notice
from polls.models.poll import Ballot, BallotChoice, Poll, PollOption, PollState, UncountedBallot
from boards.models.post import Board, Post, PostCounts, ViewFlush
from boards.models.reaction import Reaction
from boards.models.search import SearchDocument
from suggestions.models.suggestion import Suggestion, SuggestionChange
from assist.models.summary import Briefing, CommentReading, Method, Summary, SummaryComplaint, Thermometer
from boards.models.counters import BoardTally, MemberCounts, NamedTally, UnlistedTally

__all__ = [
    "Ballot",
    "BallotChoice",
    "Board",
    "BoardTally",
    "Briefing",
    "Comment",
    "CommentReading",
    "Draft",
    "Image",
    "IncomingImage",
    "MemberCounts",
    "Method",
    "NamedTally",
    "Notice",
    "Poll",
    "PollOption",
    "PollState",
    "Post",
    "PostCounts",
    "Reaction",
    "SearchDocument",
    "Suggestion",
    "SuggestionChange",
    "Summary",
    "SummaryComplaint",
    "Thermometer",
    "UncountedBallot",
    "UnlistedTally",
    "ViewFlush",
]
