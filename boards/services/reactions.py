"""Like and dislike: pressing again takes it back, pressing the other one switches (spec B20)."""

import logging

from django.db import connection, transaction

from accounts.models import Member
from boards import events
from boards.models import Comment, Post, PostCounts, Reaction
from boards.services import counters
from boards.services.status import invalidate_post_pages
from polibat.cache.statements import PreparedQuery
from polibat.db.deeds import log_deed
from polibat.security.limits import spend
from polibat.security.permission import require

logger = logging.getLogger(__name__)

# So many within a minute are flagged to staff (spec R20); twice as many are refused.
FLAGGED_AT, MOST_A_MINUTE = 50, 100

LOCK = {
    numbers: PreparedQuery(
        lambda pk, rows=numbers.objects: rows.select_for_update(no_key=True).only("pk").filter(pk=pk)
    )
    for numbers in (PostCounts, Comment)
}
_of_post = PreparedQuery(lambda member, target: Reaction.objects.filter(member=member, post=target))
_of_comment = PreparedQuery(lambda member, target: Reaction.objects.filter(member=member, comment=target))


def react(target: Post | Comment, *, by: Member, value: str) -> str | None:
    """Press 좋아요 or 싫어요 (`value`) on a post or comment; return what the member's reaction is now, or None.

    The row that keeps the numbers is locked first, so that two presses of one member follow each other and the numbers
    always equal the rows. Raises PermissionDenied and Throttled (100 a minute).
    """
    value = Reaction.Value(value)
    post = target if isinstance(target, Post) else target.post
    require(by, "boards.add_reaction", target)
    _spend(by)
    with transaction.atomic():
        now = _toggle(target, by, value)
        invalidate_post_pages(post, lists=False)
    log_deed(logger, "reaction", extra={"target": target.public_id, "member": by.pk, "value": now})
    return now


def take_back_reaction(target: Post | Comment, *, by: Member, value: str) -> bool:
    """Take the 좋아요 or 싫어요 (`value`) of a member back; False when there is none (any more).

    Unlike pressing the button again, asking twice takes nothing back that was given meanwhile. Raises PermissionDenied
    and Throttled, as `react` does.
    """
    value = Reaction.Value(value)
    require(by, "boards.add_reaction", target)
    _spend(by)
    with transaction.atomic():
        numbers, before = _locked(target, by)
        if before is None or before.value != value:
            return False
        before.delete()
        _count(numbers, target, by, **{value: -1})
        invalidate_post_pages(target if isinstance(target, Post) else target.post, lists=False)
    log_deed(logger, "reaction taken back", extra={"target": target.public_id, "member": by.pk, "value": value})
    return True


def set_reaction(target: Post | Comment, *, by: Member, value: str) -> bool:
    """Let the reaction of a member be 좋아요 or 싫어요 (`value`), whatever it was; False when it is that already.

    Asking twice is asking once. Raises PermissionDenied and Throttled, as `react` does.
    """
    value = Reaction.Value(value)
    require(by, "boards.add_reaction", target)
    _spend(by)
    with transaction.atomic():
        _, before = _locked(target, by)
        if before is not None and before.value == value:
            return False
        _toggle(target, by, value)
        invalidate_post_pages(target if isinstance(target, Post) else target.post, lists=False)
    log_deed(logger, "reaction set", extra={"target": target.public_id, "member": by.pk, "value": value})
    return True


def _spend(by: Member) -> None:
    """Count one press; the limit's own counter says when somebody should look, so that this costs nothing more."""
    if spend("reaction", by.pk, times=MOST_A_MINUTE, per=60) == FLAGGED_AT:
        events.reactions_surged.publish(member=by, count=FLAGGED_AT)


def _locked(target: Post | Comment, by: Member) -> tuple[type[Comment] | type[PostCounts], Reaction | None]:
    """Lock the row that keeps the numbers of `target`; its model, and the member's reaction or None."""
    numbers = PostCounts if isinstance(target, Post) else Comment
    LOCK[numbers].first(pk=target.pk)
    return numbers, (_of_post if numbers is PostCounts else _of_comment).first(member=by.pk, target=target.pk)


def _toggle(target: Post | Comment, by: Member, value: str) -> str | None:
    key = {"post": target} if isinstance(target, Post) else {"comment": target}
    numbers, before = _locked(target, by)
    if before is None:
        Reaction.objects.create(member=by, value=value, **key)
        _count(numbers, target, by, **{value: 1})
        return value
    if before.value == value:
        before.delete()
        _count(numbers, target, by, **{value: -1})
        return None
    other = before.value
    before.value = value
    before.save(update_fields=["value"])
    _count(numbers, target, by, **{value: 1, other: -1})
    return value


def _count(
    numbers: type[Comment] | type[PostCounts],
    target: Post | Comment,
    by: Member,
    *,
    LIKE: int = 0,  # noqa: N803 - named after the value
    DISLIKE: int = 0,  # noqa: N803 - named after the value
) -> None:
    table = numbers._meta.db_table
    with connection.cursor() as cursor:
        cursor.execute(
            f"UPDATE {table} SET likes = likes + %s, dislikes = dislikes + %s "  # noqa: S608 - a table of ours
            f"WHERE {numbers._meta.pk.column} = %s RETURNING likes, dislikes",
            [LIKE, DISLIKE, target.pk],
        )
        likes, dislikes = cursor.fetchone()
    shown = target.counts if isinstance(target, Post) else target
    shown.likes, shown.dislikes = likes, dislikes
    counters.count_reaction(author_id=target.author_id, giver_id=by.pk, likes=LIKE, dislikes=DISLIKE)
