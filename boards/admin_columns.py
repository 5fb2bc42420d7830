"""How texts stand in the lists of the back office: boards and statuses in the colours that staff know (staff.md §3)."""

from boards.models import Board, Post
from polibat.admin_columns import badge

BOARDS = {Board.FREE: "blue", Board.POLITICIAN: "purple", Board.VOTE: "green", Board.SUGGESTION: "orange"}
STATUSES = {
    Post.Status.PUBLISHED: "green",
    Post.Status.PINNED: "blue",
    Post.Status.HIDDEN: "yellow",
    Post.Status.DELETED: "red",
}


def board_badge(post):
    """The board of a post."""
    return badge(post.get_board_display(), BOARDS.get(post.board, "gray"), outlined=True)


def text_status_badge(text):
    """Whether a post or a comment can be read."""
    return badge(text.get_status_display(), STATUSES[text.status])
