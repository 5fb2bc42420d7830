"""Writing, changing and taking back a post."""

import logging

from django.db import IntegrityError, transaction
from django.utils import timezone

from assist.services.summarising import forget_summary
from boards.models import Board, Draft, Post, PostCounts
from boards.services import counters
from boards.services.permission import require, speaker_of
from boards.services.sanitising import fill_text, images_in, own_images
from boards.services.search_index import index_post, reindex_post
from boards.services.status import change_post_status, drop_post_pages, queue_summary
from polibat.conspicuous import ask_for_a_look
from polibat.db.ids import next_public_id
from polibat.security.limits import spend
from politicians.services import tell_speakers

logger = logging.getLogger(__name__)

# What the database alone decides; asking it beforehand would cost a query each and prove nothing.
UNASKED = {"validate_unique": False, "validate_constraints": False}


def publish_post(post, *, by):
    """Store a new post of `by`, with all that counts, finds and announces it.

    The same `submission` with the same words twice makes one post: the second call returns the first. Raises
    PermissionDenied, Throttled (5 in 10 minutes) and ValidationError.
    """
    require(by, "boards.publish_post", post)
    post.author = by
    _fix_politician(post)
    images = clean_post(post, images_of=own_images(by))
    if first := submitted(post):
        return first
    spend("post", by.pk, times=5, per=600)
    try:
        with transaction.atomic():
            store_post(post, images)
    except IntegrityError:
        if first := submitted(post):
            return first
        raise
    logger.info("post published", extra={"post": post.pk, "author": by.pk, "board": post.board})
    return post


@transaction.atomic
def edit_post(post, *, by):
    """Store the changed title and text of `post`; board, author and named politician stay as they are.

    Raises PermissionDenied (also when it was hidden or deleted meanwhile) and ValidationError.
    """
    stored = Post.objects.select_for_update(no_key=True).get(pk=post.pk)
    require(by, "boards.change_post", stored)
    stored.title, stored.body = post.title, post.body
    images = clean_post(stored, images_of=own_images(by, post=stored))
    stored.edited_at = timezone.now()
    stored.save(update_fields=["title", "body", "body_text", "excerpt", "has_image", "edited_at"])
    images.filter(post=None).update(post=stored)
    reindex_post(stored)
    ask_for_a_look("post", stored.pk)
    forget_summary(stored)
    queue_summary(stored)
    drop_post_pages(stored)
    logger.info("post edited", extra={"post": stored.pk, "author": by.pk})
    return stored


def withdraw_post(post, *, by):
    """Delete one's own post; False when it was deleted before."""
    if post.status == Post.Status.DELETED and post.author_id == by.pk:
        return False
    require(by, "boards.delete_post", post)
    return change_post_status(post, to=Post.Status.DELETED, removed_by_author=True)


def submitted(post):
    """The post that the same form made before; a form that came back with other words makes another post.

    Browsers bring a form back as it was, one-time token included, when somebody returns to its page.
    """
    first = post.submission and Post.objects.filter(author=post.author, submission=post.submission).first()
    if first and (first.board, first.title, first.body) != (post.board, post.title, post.body):
        post.submission = None
        return None
    return first


def _fix_politician(post):
    """Set the named politician: a speaker's own; none outside the politician board (spec O11, O13)."""
    speaker = speaker_of(post.author)
    post.is_by_politician = speaker is not None
    if post.board != Board.POLITICIAN:
        post.politician = None
    elif speaker:
        post.politician = speaker


def clean_post(post, *, images_of):
    """Clean and check what was typed; the images that the text shows."""
    fill_text(post, images_of)
    post.full_clean(exclude=["author", "politician", "public_id", "title", "body", "body_text"], **UNASKED)
    return images_in(post.body, images_of)


def store_post(post, images, *, prefix=""):
    """Store a new post with all that counts, finds and announces it; called in the transaction of its verb.

    Its public id begins with `prefix`, else with that of its board.
    """
    post.public_id = next_public_id(prefix or Board(post.board).prefix)
    post.save(force_insert=True)
    post.counts = PostCounts.objects.create(post=post)
    index_post(post)
    if post.has_image:
        images.filter(post=None).update(post=post)
    Draft.objects.filter(member=post.author, board=post.board).delete()
    ask_for_a_look("post", post.pk)
    if counters.names_politician(post):
        tell_speakers(
            post.politician,
            by=post.author,
            title=post.title,
            text=post.body_text,
            url=post.get_absolute_url(),
            about=post.public_id,
        )
    queue_summary(post)
    # Last, because everybody who writes on this board at this moment waits for this row.
    counters.count_post(post, +1)
    drop_post_pages(post)
