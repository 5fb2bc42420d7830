"""Whether a text can be read, and everything that counts or finds texts, changed together.

The `PostCounts` row is the lock of a post: whoever changes its status, its comments or its reactions takes it first,
so that two changes of one post never pass each other.
"""

import logging

from django.core.exceptions import ValidationError
from django.db import transaction

from assist.services.summarising import forget_summary, wants_summary
from boards.models import Board, Comment, PostCounts
from boards.queries.pagination import neighbours_of
from boards.services import counters
from boards.services.search_index import index_post, unindex_post
from notifications.services.outbox import drop_deliveries
from polibat.cache.pages import drop_pages
from polibat.jobs.names import Job, queue_job
from polls.models import Ballot, Poll
from suggestions.models import Notice

logger = logging.getLogger(__name__)


def lock_post(post_id):
    """Take the lock of a post until the transaction ends; what is read of it from here on stays true."""
    PostCounts.objects.select_for_update(no_key=True).only("pk").get(pk=post_id)


@transaction.atomic
def change_post_status(post, *, to, removed_by_author=False):
    """Bring `post` into the status `to` with its totals, its search document and the cached pages.

    False when it is in that status already. Asks no permission: the verbs that call it do. Raises ValidationError for
    a poll that is to be deleted although somebody voted.
    """
    locked = PostCounts.objects.select_related("post").select_for_update(of=("self", "post"), no_key=True)
    stored = locked.get(pk=post.pk).post
    if stored.status == to:
        return False
    if to == stored.Status.DELETED:
        _refuse_to_delete_ballots(stored)
    was_listed, before = stored.is_listed, stored.status
    if stored.status == stored.Status.PINNED:
        Notice.objects.filter(pk=stored.pk).update(pinned_slot=None)
    stored.status = post.status = to
    stored.removed_by_author = post.removed_by_author = removed_by_author
    stored.save(update_fields=["status", "removed_by_author"])
    if was_listed and not stored.is_listed:
        unindex_post(stored)
        forget_summary(stored)
        counters.count_post(stored, -1)
        drop_neighbour_pages(stored)
        if stored.politician_id:
            drop_deliveries(stored.public_id)
    elif stored.is_listed and not was_listed:
        index_post(stored)
        queue_summary(stored)
        counters.count_post(stored, +1)
    counters.count_status("POST", stored.board, before=before, after=to)
    drop_post_pages(stored)
    logger.info("post status changed", extra={"post": stored.pk, "before": before, "after": to})
    return True


@transaction.atomic
def change_comment_status(comment, *, to, removed_by_author=False):
    """Bring `comment` into the status `to` with the numbers of its post; False when it is in that status already.

    Asks no permission: the verbs that call it do.
    """
    lock_post(comment.post_id)
    stored = Comment.objects.select_related("author", "post").select_for_update(of=("self",), no_key=True)
    if not set_comment_status(stored.get(pk=comment.pk), to=to, removed_by_author=removed_by_author):
        return False
    comment.status, comment.removed_by_author = to, removed_by_author
    return True


def set_comment_status(stored, *, to, removed_by_author=False):
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
    drop_pages(f"post:{stored.post.public_id}", "home", "politicians")
    logger.info("comment status changed", extra={"comment": stored.pk, "before": before, "after": to})
    return True


def queue_summary(post):
    """Have a long post summarised, once the transaction in which it became public is committed."""
    if wants_summary(post):
        queue_job(Job.SUMMARISE_POST, post_id=post.pk)


def _refuse_to_delete_ballots(post):
    """Raise ValidationError for a poll in which somebody voted: it can only be hidden (spec P11)."""
    if post.board != Board.POLL:
        return
    # The lock waits for ballots that are on their way.
    list(Poll.objects.select_for_update().filter(pk=post.pk).values_list("pk"))
    if Ballot.objects.filter(poll=post.pk).exists():
        message = "참여한 사람이 있는 투표는 삭제할 수 없습니다. 숨김으로 처리해 주세요."
        raise ValidationError(message, code="has_ballots")


def drop_neighbour_pages(post):
    """Make the cached pages of the posts beside `post` stale, which show its title as the next or the one before."""
    drop_pages(*(f"post:{other.public_id}" for other in neighbours_of(post) if other))


def drop_post_pages(post, *, lists=True):
    """Make the cached pages that show `post` stale; the lists too when they would show something else."""
    drop_pages(f"post:{post.public_id}", *([f"board:{Board(post.board).slug}", "home"] if lists else []))
