"""Deciding about many texts at once: each in a transaction of its own, and each with what became of it."""

import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import partial

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import models, transaction

from accounts.models import Member
from boards.models import Comment, Post
from moderation.services.decisions import (
    decisions_seen_of,
    delete_text,
    dismiss_reports,
    hide_text,
    republish_text,
)
from polibat.security.permission import require
from polibat.text.reason import require_reason

MOST_AT_ONCE = 1000
# A page is answered within this; what was not reached is told, and a second run goes on.
SECONDS = 20


class BulkVerb(models.TextChoices):
    """What can be done to many texts."""

    HIDE = "HIDE", "숨김"
    DELETE = "DELETE", "삭제"
    REPUBLISH = "REPUBLISH", "게시(문제없음)"
    DISMISS = "DISMISS", "신고 기각(처리불가)"


VERBS = {
    BulkVerb.HIDE: hide_text,
    BulkVerb.DELETE: delete_text,
    BulkVerb.REPUBLISH: republish_text,
    BulkVerb.DISMISS: dismiss_reports,
}


class Result(models.TextChoices):
    """What became of one text."""

    DONE = "DONE", "처리함"
    ALREADY = "ALREADY", "이미 처리됨"
    REFUSED = "REFUSED", "처리할 수 없음"
    MISSING = "MISSING", "없는 글"
    LEFT = "LEFT", "시간이 다 되어 남음"


@dataclass(frozen=True)
class Outcome:
    """One row of the answer: which text, what became of it, and why when it was refused."""

    public_id: str
    result: Result
    why: str = ""


def decide_many(
    targets: Iterable[Post | Comment],
    *,
    verb: str,
    by: Member,
    reason: str,
    category: str | None = None,
    dry_run: bool = False,
) -> list[Outcome]:
    """Do `verb` (HIDE, DELETE, REPUBLISH, DISMISS) to up to 1,000 posts and comments; an `Outcome` for each.

    A refusal of one never stops the others. With `dry_run` each is done and taken back, so what is told is exactly what
    would happen. Raises ValidationError (too many, no reason, an unknown verb) and PermissionDenied (no staff at all).
    """
    require(by, "moderation.decide_many")
    targets = list(dict.fromkeys(targets))
    if len(targets) > MOST_AT_ONCE:
        raise ValidationError(f"한 번에 {MOST_AT_ONCE:,}개까지 처리할 수 있습니다.", code="too_many")
    if verb not in VERBS:
        raise ValidationError("할 수 없는 조치입니다.", code="verb")
    require_reason(reason, in_lines=True)
    decide = partial(VERBS[BulkVerb(verb)], by=by, reason=reason, category=category)
    seen = decisions_seen_of(targets, by=by)
    deadline = time.monotonic() + SECONDS
    return [
        _outcome(target, partial(decide, seen=known), dry_run=dry_run, deadline=deadline)
        for target, known in zip(targets, seen, strict=True)
    ]


def find_targets(public_ids: Iterable[str]) -> tuple[list[Post | Comment], list[str]]:
    """The posts and comments of these public ids, as `decide_many` wants them, and the ids that nobody has.

    The order is that of the ids; one that stands there twice counts once.
    """
    public_ids = list(dict.fromkeys(public_ids))
    comments = [public_id for public_id in public_ids if "-" in public_id]
    posts = [public_id for public_id in public_ids if "-" not in public_id]
    found = {post.public_id: post for post in Post.objects.filter(public_id__in=posts).defer("body", "body_text")}
    found |= {one.public_id: one for one in Comment.objects.filter(public_id__in=comments).select_related("post")}
    return [found[one] for one in public_ids if one in found], [one for one in public_ids if one not in found]


@transaction.atomic
def _tried(target: Post | Comment, decide: Callable[[Post | Comment], bool]) -> bool:
    """What deciding would come to; it is taken back."""
    done = decide(target)
    transaction.set_rollback(True)
    return done


def _outcome(
    target: Post | Comment, decide: Callable[[Post | Comment], bool], *, dry_run: bool, deadline: float
) -> Outcome:
    if time.monotonic() > deadline:
        return Outcome(target.public_id, Result.LEFT)
    status = target.status
    try:
        done = _tried(target, decide) if dry_run else decide(target)
    except ValidationError as refusal:
        return Outcome(target.public_id, Result.REFUSED, " ".join(refusal.messages))
    except PermissionDenied as refusal:
        return Outcome(target.public_id, Result.REFUSED, str(refusal))
    if dry_run:
        target.status = status
    return Outcome(target.public_id, Result.DONE if done else Result.ALREADY)
