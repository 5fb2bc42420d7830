"""Deciding about many texts at once: each in a transaction of its own, and each with what became of it."""

import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import partial

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import models, transaction

from accounts.models import Member
from boards.models import Comment, Post
from moderation.models import Decision
from moderation.services.cases import lock
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


# What brings a text back from where a decision put it into the status that it had before.
BACK = {
    Post.Status.PUBLISHED: republish_text,
    Post.Status.PINNED: republish_text,
    Post.Status.HIDDEN: hide_text,
    Post.Status.DELETED: delete_text,
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


def undo_decisions(decisions: Iterable[Decision], *, by: Member, reason: str) -> list[Outcome]:
    """Bring the texts of up to 1,000 decisions back into the status that each had before; an `Outcome` for each.

    Each is a decision of its own, on record and told to its author; reports stay settled. What changed nothing, what
    somebody decided anew since, and a deleted text that was hidden before (nothing leads there) is refused for itself.
    Raises what `decide_many` raises.
    """
    require(by, "moderation.decide_many")
    decisions = list(decisions)
    if len(decisions) > MOST_AT_ONCE:
        raise ValidationError(f"한 번에 {MOST_AT_ONCE:,}개까지 처리할 수 있습니다.", code="too_many")
    require_reason(reason, in_lines=True)
    deadline = time.monotonic() + SECONDS
    undo = partial(_undo, by=by, reason=reason)
    return [
        _outcome(decision.target, partial(undo, decision=decision), dry_run=False, deadline=deadline)
        for decision in decisions
    ]


@transaction.atomic
def _undo(target: Post | Comment, *, decision: Decision, by: Member, reason: str) -> bool:
    """Bring one text back; False where the decision left it as it was."""
    if decision.before == decision.after:
        return False
    stored = lock(target)
    last = Decision.objects.about(stored).order_by("-pk").values_list("pk", flat=True).first()
    if last != decision.pk or stored.status != decision.after:
        raise ValidationError("그 뒤에 다른 조치가 있어 되돌리지 않았습니다.", code="decided")
    if decision.after == Post.Status.DELETED and decision.before == Post.Status.HIDDEN:
        raise ValidationError("숨겨져 있던 글입니다. 다시 게시한 뒤에 숨길 수 있습니다.", code="hidden_before")
    return BACK[Post.Status(decision.before)](stored, by=by, reason=reason, category=decision.category)


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
