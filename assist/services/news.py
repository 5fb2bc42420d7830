"""What was made of a text is kept as true as the text is, in the transaction in which that changes."""

from assist.services.sentiment import forget_sentiment
from assist.services.summarising import BOARDS, forget_summary, queue_summary
from boards.models import Comment, Post


def on_text_published(text: Post | Comment) -> None:
    """Have a new long post summarised."""
    if isinstance(text, Post):
        queue_summary(text)


def on_text_edited(text: Post | Comment) -> None:
    """Forget what was made of the words that a text had; have a long post summarised anew."""
    if isinstance(text, Comment):
        forget_sentiment(text)
    elif text.board in BOARDS:
        forget_summary(text)
        queue_summary(text)


def on_post_status_changed(post: Post, before: str) -> None:
    """Empty the summary of a post that nobody may read any more; have one made when it is back."""
    if post.board not in BOARDS or post.is_listed == (before in Post.LISTED):
        return
    if post.is_listed:
        queue_summary(post)
    else:
        forget_summary(post)
