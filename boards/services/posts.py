"""Writing, changing and taking back a post."""

import logging

from django.db import transaction
from django.db.models import QuerySet

from accounts.models import Member
from boards.models import Board, Post
from boards.services.drafts import discard_draft
from boards.services.speakers import speaker_of
from boards.services.status import change_post_status
from boards.services.texts import clean_post, save_post, store_once, store_post, submitted
from pictures.queries import own_images
from polibat.db.deeds import log_deed
from polibat.security.limits import spend
from polibat.security.permission import require

logger = logging.getLogger(__name__)


def publish_post(post: Post, *, by: Member, draft: int | None = None) -> Post:
    """Store a new post of `by`, with all that counts, finds and announces it.

    The same `submission` with the same words twice makes one post: the second call returns the first. `draft` is the
    version of the draft that it was, another one stays; None forgets whichever is there. Raises PermissionDenied,
    Throttled (5 in 10 minutes) and ValidationError.
    """
    require(by, "boards.publish_post", post)
    post.author = by
    _fix_politician(post)
    images = clean_post(post, images_of=own_images(by))
    if first := submitted(post):
        return first
    spend("post", by.pk, times=5, per=600)
    if first := store_once(lambda: submitted(post), lambda: _store(post, images, draft)):
        return first
    log_deed(logger, "post published", extra={"post": post.pk, "author": by.pk, "board": post.board})
    return post


@transaction.atomic
def edit_post(post: Post, *, by: Member) -> Post:
    """Store the changed title and text of `post`; board, author and named politician stay as they are.

    Raises PermissionDenied (also when it was hidden or deleted meanwhile) and ValidationError.
    """
    stored = Post.objects.select_for_update(no_key=True).get(pk=post.pk)
    require(by, "boards.change_post", stored)
    stored.title, stored.body = post.title, post.body
    images = clean_post(stored, images_of=own_images(by, post=stored))
    save_post(stored, images)
    log_deed(logger, "post edited", extra={"post": stored.pk, "author": by.pk})
    return stored


def withdraw_post(post: Post, *, by: Member) -> bool:
    """Delete one's own post; False when it was deleted before. Raises PermissionDenied."""
    if post.status == Post.Status.DELETED and post.author_id == by.pk:
        return False
    require(by, "boards.delete_post", post)
    return change_post_status(post, to=Post.Status.DELETED, removed_by_author=True)


def _store(post: Post, images: QuerySet, draft: int | None) -> None:
    store_post(post, images)
    discard_draft(board=post.board, by=post.author, version=draft)


def _fix_politician(post: Post) -> None:
    """Set the named politician: a speaker's own; none outside the politician board (spec O11, O13)."""
    speaker = speaker_of(post.author)
    post.is_by_politician = speaker is not None
    if post.board != Board.POLITICIAN:
        post.politician = None
    elif speaker:
        post.politician = speaker
