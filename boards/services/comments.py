"""Commenting, and changing or taking back what one said."""

import logging

from django.core.exceptions import ValidationError
from django.db import transaction

from accounts.models import Member
from boards.models import Comment
from boards.services.speakers import speaker_of
from boards.services.status import change_comment_status
from boards.services.texts import UNASKED, save_comment, store_comment, store_once
from notifications.models import Notification
from notifications.services import notify
from notifications.services.bounces import note_answer
from polibat.cache.statements import PreparedQuery
from polibat.db.deeds import log_deed
from polibat.security.limits import spend
from polibat.security.permission import require
from polibat.text import clean_lines

logger = logging.getLogger(__name__)

_by_submission = PreparedQuery(lambda **made: Comment.objects.filter(**made).select_related("post"))


def add_comment(comment: Comment, *, by: Member) -> Comment:
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
    if first := store_once(lambda: _submitted(comment), lambda: _store(comment, answered_to)):
        return first
    log_deed(logger, "comment added", extra={"comment": comment.pk, "post": comment.post_id, "author": by.pk})
    return comment


@transaction.atomic
def edit_comment(comment: Comment, *, by: Member) -> Comment:
    """Store the changed text of `comment`.

    Raises PermissionDenied (also when it was hidden meanwhile) and ValidationError.
    """
    stored = Comment.objects.select_related("post").select_for_update(of=("self",), no_key=True).get(pk=comment.pk)
    require(by, "boards.change_comment", stored)
    stored.text = comment.text
    _clean(stored)
    save_comment(stored)
    comment.edited_at = stored.edited_at
    log_deed(logger, "comment edited", extra={"comment": stored.pk, "author": by.pk})
    return stored


def withdraw_comment(comment: Comment, *, by: Member) -> bool:
    """Delete one's own comment; False when it was deleted before."""
    if comment.status == Comment.Status.DELETED and comment.author_id == by.pk:
        return False
    require(by, "boards.delete_comment", comment)
    return change_comment_status(comment, to=Comment.Status.DELETED, removed_by_author=True)


def _submitted(comment: Comment) -> Comment | None:
    """The comment that the same form made before; with other words, or elsewhere, it makes another one."""
    if not comment.submission:
        return None
    first = _by_submission.first(author=comment.author_id, submission=comment.submission)
    if first and (first.post_id, first.parent_id, first.text) != (comment.post_id, comment.parent_id, comment.text):
        comment.submission = None
        return None
    return first


def _hang_below_root(comment: Comment) -> Comment | None:
    """Attach a reply to the root of its branch; the comment that was answered."""
    answered_to = comment.parent
    if answered_to and answered_to.status != Comment.Status.PUBLISHED:
        raise ValidationError("이 댓글에는 답글을 달 수 없습니다.", code="parent")
    if answered_to and answered_to.parent_id:
        comment.parent = answered_to.parent
    return answered_to


def _clean(comment: Comment) -> None:
    comment.text = clean_lines(comment.text)
    comment.full_clean(exclude=["post", "parent", "author", "public_id", "text"], **UNASKED)


def _store(comment: Comment, answered_to: Comment | None) -> None:
    comment.is_answer = _is_answer(comment)
    store_comment(comment)
    _tell(comment, answered_to)


def _is_answer(comment: Comment) -> bool:
    """Whether the politician whom a citizen's post names, or an aide of theirs, says it."""
    speaker = speaker_of(comment.author)
    return speaker is not None and comment.post.names_politician and speaker.pk == comment.post.politician_id


def _tell(comment: Comment, answered_to: Comment | None) -> None:
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
