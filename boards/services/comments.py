"""Commenting, and changing or taking back what one said."""

import logging

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from assist.services.sentiment import forget_sentiment
from boards.models import Comment, Post
from boards.services import counters
from boards.services.permission import require, speaker_of
from boards.services.posts import UNASKED
from boards.services.status import change_comment_status, drop_post_pages
from notifications.models import Notification
from notifications.services import notify
from notifications.services.bounces import note_answer
from polibat.cache.statements import CompiledInsert, CompiledQuery
from polibat.conspicuous import ask_for_a_look
from polibat.db.ids import child_public_id
from polibat.security.limits import spend
from polibat.text import clean_lines

logger = logging.getLogger(__name__)

_open_post = CompiledQuery(lambda pk: Post.objects.filter(status__in=Post.LISTED, pk=pk).only("is_private"))
_insert = CompiledInsert(Comment)
_by_submission = CompiledQuery(lambda **made: Comment.objects.filter(**made).select_related("post"))


def add_comment(comment, *, by):
    """Store a new comment of `by` and tell those whom it answers.

    A reply to a reply hangs below the same comment as that one does. The same `submission` twice makes one comment: the
    second call returns the first. Raises PermissionDenied, Throttled (30 in 10 minutes) and ValidationError.
    """
    require(by, "boards.add_comment", comment.post)
    comment.author = by
    answered_to = _hang_below_root(comment)
    _clean(comment)
    if first := _submitted(comment):
        return first
    spend("comment", by.pk, times=30, per=600)
    try:
        with transaction.atomic():
            _store(comment)
            _tell(comment, answered_to)
            drop_post_pages(comment.post, lists=False)
    except IntegrityError:
        if first := _submitted(comment):
            return first
        raise
    logger.info("comment added", extra={"comment": comment.pk, "post": comment.post_id, "author": by.pk})
    return comment


@transaction.atomic
def edit_comment(comment, *, by):
    """Store the changed text of `comment`.

    Raises PermissionDenied (also when it was hidden meanwhile) and ValidationError.
    """
    stored = Comment.objects.select_related("post").select_for_update(of=("self",), no_key=True).get(pk=comment.pk)
    require(by, "boards.change_comment", stored)
    stored.text = comment.text
    _clean(stored)
    stored.edited_at = comment.edited_at = timezone.now()
    stored.save(update_fields=["text", "edited_at"])
    ask_for_a_look("comment", stored.pk)
    forget_sentiment(stored)
    drop_post_pages(stored.post, lists=False)
    logger.info("comment edited", extra={"comment": stored.pk, "author": by.pk})
    return stored


def withdraw_comment(comment, *, by):
    """Delete one's own comment; False when it was deleted before."""
    if comment.status == Comment.Status.DELETED and comment.author_id == by.pk:
        return False
    require(by, "boards.delete_comment", comment)
    return change_comment_status(comment, to=Comment.Status.DELETED, removed_by_author=True)


def _submitted(comment):
    """The comment that the same form made before; with other words, or elsewhere, it makes another one."""
    if not comment.submission:
        return None
    first = _by_submission.first(author=comment.author_id, submission=comment.submission)
    if first and (first.post_id, first.parent_id, first.text) != (comment.post_id, comment.parent_id, comment.text):
        comment.submission = None
        return None
    return first


def _hang_below_root(comment):
    """Attach a reply to the root of its branch; the comment that was answered."""
    answered_to = comment.parent
    if answered_to and answered_to.status != Comment.Status.PUBLISHED:
        raise ValidationError("이 댓글에는 답글을 달 수 없습니다.", code="parent")
    if answered_to and answered_to.parent_id:
        comment.parent = answered_to.parent
    return answered_to


def _clean(comment):
    comment.text = clean_lines(comment.text)
    comment.full_clean(exclude=["post", "parent", "author", "public_id", "text"], **UNASKED)


def _store(comment):
    """Store a comment; counting it first takes the lock of its post, under which the post's status is read anew."""
    comment.is_answer = _is_answer(comment)
    serial, comment.post.counts.comments = counters.count_comment(comment, +1, is_new=True)
    post = _open_post.first(pk=comment.post_id)
    if post is None or (post.is_private and not comment.post.is_private):
        raise PermissionDenied("지금은 이 글에 댓글을 쓸 수 없습니다.")
    comment.public_id = child_public_id(comment.post.public_id, "CM", serial)
    _insert(comment)
    ask_for_a_look("comment", comment.pk)


def _is_answer(comment):
    """Whether the politician whom a citizen's post names, or an aide of theirs, says it."""
    speaker = speaker_of(comment.author)
    return speaker is not None and counters.names_politician(comment.post) and speaker.pk == comment.post.politician_id


def _tell(comment, answered_to):
    """Tell the author of the post and whoever is answered: each once, and nobody of their own words."""
    post, by = comment.post, comment.author
    told = {}
    if answered_to:
        told[answered_to.author] = (Notification.Kind.REPLY, "{actor} 님이 회원님의 댓글에 답글을 남겼습니다.")
    if comment.is_answer:
        note_answer(post.public_id)
        told[post.author] = (Notification.Kind.ANSWER, f"{post.politician} 측이 회원님의 글에 답변했습니다.")
    else:
        told.setdefault(post.author, (Notification.Kind.COMMENT, "{actor} 님이 회원님의 글에 댓글을 남겼습니다."))
    told.pop(by, None)
    for member, (kind, text) in told.items():
        event = f"comment:{comment.public_id}"
        notify([member], kind=kind, text=text, url=comment.get_absolute_url(), actor=by, event=event)
