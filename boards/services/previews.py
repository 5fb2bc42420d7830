"""Looking at a notice or a poll before it is published: cleaned and checked as publishing does, and never stored."""

from boards.services.sanitising import own_images
from boards.models import Board, PostCounts
from suggestions.services.notices import clean_notice
from boards.services.permission import require
from polls.services.polls import clean_poll
from boards.services.posts import clean_post


def preview_notice(notice, *, by):
    """Clean and check what `publish_notice` or `edit_notice` would store; raises as they do."""
    _clean_post_of(
        notice, by, board=Board.NOTICE, add="boards.add_notice", change=("boards.change_notice", notice.post)
    )
    clean_notice(notice)
    return notice


def preview_poll(poll, *, by, options=None):
    """Clean and check what `publish_poll` or `edit_poll` would store; raises as they do.

    `options` of None leaves dates and options as they are, as in a poll that runs.
    """
    _clean_post_of(poll, by, board=Board.VOTE, add="boards.add_poll", change=("boards.change_poll", poll))
    if options is not None:
        clean_poll(poll, options)
    return poll


def _clean_post_of(thing, by, *, board, add, change):
    """Clean the words of a notice or a poll; the post of a new one gets author, board and numbers, as by its verb."""
    post = thing.post
    if post.pk:
        require(by, *change)
    else:
        require(by, add)
        post.author, post.board, post.counts = by, board, PostCounts()
    clean_post(post, images_of=own_images(by, post=post if post.pk else None))
