"""Reporting and proposing to staff, and their answer."""

import logging

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from accounts.models import Member
from boards.models import Board, Post
from boards.services.status import change_post_status, invalidate_post_pages, lock_post
from boards.services.texts import UNASKED, clean_post, save_post, store_once, store_post, submitted
from notifications.models import Notification
from notifications.services import notify, tell_staff_channel
from pictures.models import Image
from pictures.queries import own_images
from polibat.db.deeds import log_deed
from polibat.security.limits import spend
from polibat.security.permission import require
from polibat.text import clean_lines
from polibat.text.length import check_lengths
from polibat.text.particles import with_particle
from suggestions.models import Suggestion, SuggestionChange

logger = logging.getLogger(__name__)

ANSWERED = "접수대기 상태의 글만 수정하거나 삭제할 수 있습니다."


def submit_suggestion(suggestion: Suggestion, *, by: Member) -> Suggestion:
    """Store a new suggestion with its post (unsaved, with title, body, is_private and submission).

    The same `submission` twice makes one: the second call returns the first. Raises PermissionDenied, Throttled (5 in
    10 minutes) and ValidationError.
    """
    require(by, "suggestions.add_suggestion")
    post = suggestion.post
    post.author, post.board = by, Board.SUGGESTION
    images = _clean(suggestion, post, images_of=own_images(by))
    if first := _submitted(suggestion):
        return first
    spend("suggestion", by.pk, times=5, per=600)
    if first := store_once(lambda: _submitted(suggestion), lambda: _store(suggestion, images)):
        return first
    log_deed(logger, "suggestion submitted", extra={"post": post.pk, "author": by.pk})
    return suggestion


def _submitted(suggestion: Suggestion) -> Suggestion | None:
    """The suggestion that the same form made before; sent again with another kind or privacy it makes another one."""
    first = submitted(suggestion.post)
    if first is None:
        return None
    before = Suggestion.objects.select_related("post").get(post=first)
    alike = (first.is_private, before.category) == (suggestion.post.is_private, suggestion.category)
    if not alike:
        suggestion.post.submission = None
    return before if alike else None


def _store(suggestion: Suggestion, images: QuerySet[Image]) -> None:
    post = suggestion.post
    store_post(post, images, prefix=suggestion.prefix)
    suggestion.post = post
    suggestion.save(force_insert=True)
    facts = [("아이디", post.public_id), ("구분", suggestion.get_category_display())]
    tell_staff_channel("새 불편/제안이 접수되었습니다", facts=facts, path=suggestion.get_absolute_url())


@transaction.atomic
def edit_suggestion(suggestion: Suggestion, *, by: Member) -> Suggestion:
    """Store the changed kind, title, text and privacy of `suggestion` while nobody has looked into it.

    Raises PermissionDenied and ValidationError. Whoever answers at the same moment does so before or after it.
    """
    stored = _lock(suggestion)
    require_untouched(stored, by=by, permission="suggestions.change_suggestion")
    post, was_private = stored.post, stored.post.is_private
    post.title, post.body, post.is_private = suggestion.post.title, suggestion.post.body, suggestion.post.is_private
    stored.category = suggestion.category
    images = _clean(stored, post, images_of=own_images(by, post=post))
    stored.save(update_fields=["category"])
    save_post(post, images, was_private=was_private)
    log_deed(logger, "suggestion edited", extra={"post": post.pk, "author": by.pk})
    return stored


@transaction.atomic
def withdraw_suggestion(suggestion: Suggestion, *, by: Member) -> bool:
    """Delete one's own suggestion while nobody has looked into it; False when it was deleted before."""
    stored = _lock(suggestion)
    if stored.post.status == Post.Status.DELETED and stored.post.author_id == by.pk:
        return False
    require_untouched(stored, by=by, permission="suggestions.delete_suggestion")
    return change_post_status(stored.post, to=Post.Status.DELETED, removed_by_author=True)


@transaction.atomic
def answer_suggestion(suggestion: Suggestion, *, by: Member, state: str, reply: str) -> Suggestion:
    """Bring a suggestion into `state` with the staff's `reply` (1–2,000 characters), on record; tell its author.

    Raises PermissionDenied (staff only), ValidationError for a move that does not exist (spec S2), without words, or
    when the author took it back.
    """
    require(by, "suggestions.answer_suggestion")
    stored = _lock(suggestion)
    if stored.post.status == Post.Status.DELETED:
        raise ValidationError("삭제된 글에는 답변할 수 없습니다.", code="deleted")
    reply = clean_lines(reply)
    _check_answer(stored, state, reply)
    change = SuggestionChange(suggestion=stored, before=stored.state, after=state, reply=reply, by=by)
    stored.state, stored.reply, stored.replied_by, stored.replied_at = state, reply, by, timezone.now()
    stored.full_clean(exclude=["post"], validate_unique=False)
    stored.save(update_fields=["state", "reply", "replied_by", "replied_at"])
    change.full_clean()
    change.save(force_insert=True)
    # By its id alone: the words of a private one stand in no notification.
    named = f"접수하신 불편/제안({stored.post.public_id})"
    notify(
        [stored.post.author],
        kind=Notification.Kind.SUGGESTION,
        text=f"{named}의 처리 상태: {stored.get_state_display()}. 운영자의 답변을 확인해 주세요.",
        url=stored.get_absolute_url(),
        event=f"suggestion:{change.pk}",
    )
    invalidate_post_pages(stored.post)
    log_deed(logger, "suggestion answered", extra={"post": stored.pk, "state": state, "by": by.pk})
    return stored


def _lock(suggestion: Suggestion) -> Suggestion:
    """The suggestion as it stands while nobody else answers, changes or hides it."""
    lock_post(suggestion.pk)
    return Suggestion.objects.select_related("post__author").get(pk=suggestion.pk)


def require_untouched(stored: Suggestion, *, by: Member, permission: str) -> None:
    """Raise PermissionDenied, with words for its author, unless `by` may do this to a suggestion nobody looked into."""
    if stored.post.author_id == by.pk and stored.state != Suggestion.State.PENDING:
        raise PermissionDenied(ANSWERED)
    require(by, permission, stored)


def _clean(suggestion: Suggestion, post: Post, *, images_of: QuerySet[Image]) -> QuerySet[Image]:
    """Clean and check what was typed; every refusal at its field."""
    errors = {}
    try:
        suggestion.full_clean(exclude=["post"], **UNASKED)
    except ValidationError as error:
        errors |= error.error_dict
    try:
        images = clean_post(post, images_of=images_of)
    except ValidationError as error:
        errors |= error.error_dict
    for field, words in (("title", "제목을 입력해주세요."), ("body", "내용을 입력해주세요.")):
        if any(error.code == "required" for error in errors.get(field, [])):
            errors[field] = [ValidationError(words, code="required")]
    errors |= check_lengths(("title", post.title, Suggestion.TITLE_LENGTH))
    if errors:
        raise ValidationError(errors)
    return images


def _check_answer(stored: Suggestion, state: str, reply: str) -> None:
    errors = {}
    if state not in Suggestion.MOVES.get(stored.state, ()):
        label = Suggestion.State(state).label if state in Suggestion.State.values else state
        errors["state"] = ValidationError(
            f"{stored.get_state_display()}에서 {with_particle(str(label), '으로/로')} 바꿀 수 없습니다.", code="move"
        )
    errors |= check_lengths(("reply", reply, Suggestion.REPLY_LENGTH))
    if errors:
        raise ValidationError(errors)
