"""Publishing notices, changing them, and pinning at most five."""

import logging

from django.core.exceptions import ValidationError
from django.db import connection, transaction

from accounts.models import Member
from boards.models import Board, Post
from boards.services.status import change_post_status, lock_post
from boards.services.texts import UNASKED, clean_post, save_post, store_post
from pictures.queries import own_images
from polibat.db.deeds import log_deed
from polibat.security.permission import require
from suggestions.models import Notice
from suggestions.models.notice import MOST_PINNED

logger = logging.getLogger(__name__)


@transaction.atomic
def publish_notice(notice: Notice, *, by: Member, pinned: bool = False) -> Notice:
    """Store a new notice with its post (unsaved, with title and body), pinned when asked so.

    Raises PermissionDenied (staff below admin) and ValidationError.
    """
    require(by, "suggestions.add_notice")
    post = notice.post
    post.author, post.board = by, Board.NOTICE
    images = clean_post(post, images_of=own_images(by))
    clean_notice(notice)
    store_post(post, images)
    notice.post = post
    notice.save(force_insert=True)
    log_deed(logger, "notice published", extra={"post": post.pk, "by": by.pk})
    if pinned:
        pin_notice(notice, by=by)
        notice.post.refresh_from_db(fields=["status"])
    return notice


@transaction.atomic
def edit_notice(notice: Notice, *, by: Member) -> Notice:
    """Store the changed 말머리, title and text of `notice`; raises PermissionDenied and ValidationError."""
    stored = _lock(notice)
    require(by, "suggestions.change_notice", stored.post)
    post = stored.post
    post.title, post.body, stored.category = notice.post.title, notice.post.body, notice.category
    images = clean_post(post, images_of=own_images(by, post=post))
    clean_notice(stored)
    stored.save(update_fields=["category"])
    save_post(post, images)
    log_deed(logger, "notice edited", extra={"post": post.pk, "by": by.pk})
    return stored


@transaction.atomic
def pin_notice(notice: Notice, *, by: Member) -> bool:
    """Let a notice stand above all others; False when it does. Raises ValidationError when five do already."""
    require(by, "suggestions.change_notice", notice.post)
    # Who pins waits for who pins: of two who see four pinned, one finds five.
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext('boards.pin_notice'))")
    stored = _lock(notice)
    if stored.is_pinned:
        return False
    if stored.post.status != Post.Status.PUBLISHED:
        raise ValidationError("게시 중인 공지만 고정할 수 있습니다.", code="status")
    taken = set(Notice.objects.filter(pinned_slot__isnull=False).values_list("pinned_slot", flat=True))
    free = [slot for slot in range(1, MOST_PINNED + 1) if slot not in taken]
    if not free:
        message = f"공지는 {MOST_PINNED}개까지 고정할 수 있습니다. 먼저 다른 공지의 고정을 해제해 주세요."
        raise ValidationError(message, code="five")
    stored.pinned_slot = notice.pinned_slot = free[0]
    stored.save(update_fields=["pinned_slot"])
    change_post_status(stored.post, to=Post.Status.PINNED)
    log_deed(logger, "notice pinned", extra={"post": stored.pk, "by": by.pk})
    return True


@transaction.atomic
def unpin_notice(notice: Notice, *, by: Member) -> bool:
    """Let a notice stand among the others again; False when it does."""
    require(by, "suggestions.change_notice", notice.post)
    stored = _lock(notice)
    if not stored.is_pinned:
        return False
    return change_post_status(stored.post, to=Post.Status.PUBLISHED)


def free_slot(post: Post, *, before: str) -> None:
    """Give the place of a notice that was pinned back, in the transaction that changed the status of its post."""
    if before == Post.Status.PINNED:
        Notice.objects.filter(pk=post.pk).update(pinned_slot=None)


def clean_notice(notice: Notice) -> None:
    """Check the 말머리."""
    notice.full_clean(exclude=["post"], **UNASKED)


def _lock(notice: Notice) -> Notice:
    """The notice as it stands while nobody else hides, pins or changes it."""
    lock_post(notice.pk)
    return Notice.objects.select_related("post").get(pk=notice.pk)
