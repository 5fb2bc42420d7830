"""How texts stand in the back office: boards, states and kinds in the colours that staff know (spec L37)."""

from django.urls import reverse
from django.utils.html import format_html, format_html_join

from boards.models import Board, Post
from polibat.staff.columns import badge
from polibat.staff.links import count_link

BOARDS = {Board.FREE: "blue", Board.POLITICIAN: "purple", Board.POLL: "green", Board.SUGGESTION: "orange"}
STATUSES = {
    Post.Status.PUBLISHED: "green",
    Post.Status.PINNED: "blue",
    Post.Status.HIDDEN: "yellow",
    Post.Status.DELETED: "red",
}
POLL_STATES = {"RUNNING": "green", "CLOSED": "gray", "UPCOMING": "blue"}
SUGGESTIONS = {"FEATURE": "blue", "COMPLAINT": "orange"}
ANSWERS = {"PENDING": "gray", "REVIEWING": "blue", "DONE": "green", "IMPOSSIBLE": "red", "LATER": "yellow"}
NOTICES = {"GUIDE": "blue", "UPDATE": "green", "NEWS": "purple", "OUTSIDE": "orange"}


def board_badge(post):
    """The board of a post."""
    return badge(post.get_board_display(), BOARDS.get(post.board, "gray"), outlined=True)


def text_status_badge(text):
    """Whether a post or a comment can be read."""
    return badge(text.get_status_display(), STATUSES[text.status])


def status_badge(text):
    """The same, with a pin where it stands on top, and with who took it away where that was the author."""
    shown = text_status_badge(text)
    if text.status == Post.Status.PINNED:
        return format_html('<span class="line"><span aria-hidden="true">📌</span> {}</span>', shown)
    return format_html("{} (작성자)", shown) if text.removed_by_author else shown


def text_link(text):
    """The id of a post or comment, which leads to its page."""
    url = reverse(f"admin:boards_{text._meta.model_name}_change", args=[text.pk])
    return format_html('<a class="line" href="{}">{}</a>', url, text.public_id)


def reactions_of(public_id, likes, dislikes):
    """Likes and dislikes of the text of a public id, with links to who pressed them."""
    name = "commentId" if "-CM" in public_id else "postId"
    rows = [("좋아요", "LIKE", likes), ("싫어요", "DISLIKE", dislikes)]
    links = (
        (words, count_link(number, "boards_reaction", **{name: public_id}, value__exact=value))
        for words, value, number in rows
    )
    return format_html_join("", '<div class="line">{}: {}</div>', links)


def comments_of(post):
    """How many listed comments a post has, with a link to them."""
    return count_link(
        post.counts.comments, "boards_comment", postId=post.public_id, status__exact=Post.Status.PUBLISHED
    )
