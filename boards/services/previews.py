"""Looking at a notice or a poll before it is published: cleaned and checked as publishing does, and never stored."""

from boards.models import PostCounts
from boards.services.permission import require
from boards.services.posts import clean_post
from boards.services.sanitising import own_images


def _clean_post_of(thing, by, *, board, add, change):
    """Clean the words of a notice or a poll; the post of a new one gets author, board and numbers, as by its verb."""
    post = thing.post
    if post.pk:
        require(by, *change)
    else:
        require(by, add)
        post.author, post.board, post.counts = by, board, PostCounts()
    clean_post(post, images_of=own_images(by, post=post if post.pk else None))
