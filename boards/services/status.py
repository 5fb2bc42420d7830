"""Whether a text can be read, and everything that counts or finds texts, changed together.

The `PostCounts` row is the lock of a post: whoever changes its status, its comments or its reactions takes it first,
so that two changes of one post never pass each other.
"""

import logging

from django.db import transaction

from boards import events
from boards.models import Board, Comment, Post, PostCounts
from boards.services import counters
from boards.services.reach import follow_status
from polibat.cache.pages import invalidate
from polibat.cache.tags import Tag
from polibat.db.deeds import log_deed

logger = logging.getLogger(__name__)


def lock_post(post_id: int) -> None:
    """Take the lock of a post until the transaction ends; what is read of it from here on stays true."""
    PostCounts.objects.select_for_update(no_key=True).only("pk").get(pk=post_id)


@transaction.atomic
def change_post_status(post: Post, *, to: str, removed_by_author: bool = False) -> bool:
    """Bring `post` into the status `to` with its totals, its search document and the cached pages.

    False when it is in that status already. Asks no permission: the verbs that call it do. Raises ValidationError where
    an app above minds (a poll that is to be deleted although somebody voted, spec P11).
    """
    locked = PostCounts.objects.select_related("post").select_for_update(of=("self", "post"), no_key=True)
    stored = locked.get(pk=post.pk).post
    if stored.status == to:
        return False
    events.post_status_changing.publish(post=stored, to=to)
    was_listed, was_public, before = stored.is_listed, stored.is_public, stored.status
    stored.status = post.status = to
    stored.removed_by_author = post.removed_by_author = removed_by_author
    stored.save(update_fields=["status", "removed_by_author"])
    if was_listed != stored.is_listed:
        follow_status(stored, was_public=was_public)
    events.post_status_changed.publish(post=stored, before=before)
    if step := stored.is_listed - was_listed:
        counters.count_post(stored, step)
    counters.count_status("POST", stored.board, before=before, after=to)
    invalidate_post_pages(stored)
    log_deed(logger, "post status changed", extra={"post": stored.pk, "before": before, "after": to})
    return True


@transaction.atomic
def change_comment_status(comment: Comment, *, to: str, removed_by_author: bool = False) -> bool:
    """Bring `comment` into the status `to` with the numbers of its post; False when it is in that status already.

    Asks no permission: the verbs that call it do.
    """
    lock_post(comment.post_id)
    stored = Comment.objects.select_related("author", "post").select_for_update(of=("self",), no_key=True)
    if not set_comment_status(stored.get(pk=comment.pk), to=to, removed_by_author=removed_by_author):
        return False
    comment.status, comment.removed_by_author = to, removed_by_author
    return True


def set_comment_status(stored: Comment, *, to: str, removed_by_author: bool = False) -> bool:
    """What `change_comment_status` does, for whoever has the lock of the post and read the comment under it."""
    if stored.status == to:
        return False
    step = (to == Comment.Status.PUBLISHED) - (stored.status == Comment.Status.PUBLISHED)
    before = stored.status
    stored.status, stored.removed_by_author = to, removed_by_author
    stored.save(update_fields=["status", "removed_by_author"])
    if step:
        counters.count_comment(stored, step)
    counters.count_status("COMMENT", stored.post.board, before=before, after=to)
    # Home and the politicians' profiles show comments too.
    invalidate(Tag.post(stored.post.public_id), Tag.HOME, Tag.POLITICIANS)
    log_deed(logger, "comment status changed", extra={"comment": stored.pk, "before": before, "after": to})
    return True


def invalidate_post_pages(post: Post, *, lists: bool = True) -> None:
    """Make the cached pages that show `post` stale; the lists too when they would show something else."""
    invalidate(Tag.post(post.public_id), *([Tag.board(Board(post.board).slug), Tag.HOME] if lists else []))
