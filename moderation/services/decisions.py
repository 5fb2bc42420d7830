"""Deciding what becomes of a text: one decision settles all its open reports, and everybody concerned hears of it."""

import logging
from collections import Counter
from collections.abc import Sequence
from typing import NoReturn

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from accounts.models import Member
from boards.models import Comment, Post
from boards.services import change_post_status, set_comment_status
from moderation.models import Claim, Decision, Report, ReviewFlag, target_key
from moderation.services.cases import case_of, lock, named
from moderation.services.claims import require_unclaimed
from moderation.services.right import count_false_reports
from notifications.models import Notification
from notifications.services import notify
from polibat.cache.pages import invalidate
from polibat.cache.tags import Tag
from polibat.db.deeds import log_deed
from polibat.security.permission import require
from polibat.text import clean_line
from polibat.text.reason import require_reason

logger = logging.getLogger(__name__)

Verb = Decision.Verb
AFTER = {
    Verb.HIDE: Post.Status.HIDDEN,
    Verb.DELETE: Post.Status.DELETED,
    Verb.REPUBLISH: Post.Status.PUBLISHED,
}
PERMISSIONS = {
    Verb.HIDE: "moderation.hide_text",
    Verb.DELETE: "moderation.delete_text",
    Verb.REPUBLISH: "moderation.republish_text",
}
TO_REPORTERS = {
    Verb.HIDE: "숨김 처리했습니다.",
    Verb.DELETE: "삭제 처리했습니다.",
    Verb.REPUBLISH: "검토했습니다. 운영 정책에 어긋나지 않아 게시를 유지합니다.",
}


def hide_text(
    target: Post | Comment, *, by: Member, reason: str, category: str | None = None, seen: int | None = None
) -> bool:
    """Take a post or comment out of everybody's sight and settle its open reports.

    `category` is what the public log tells of the reason; without one, what most of the open reports say, else 기타.
    `seen` is how many decisions of other staff about it `by` knew of when the case was opened (without it: when this
    is called). False when it is hidden and nothing was open. Raises PermissionDenied (also for one's own text) and
    ValidationError (no reason, a deleted text, code `claimed` while somebody else looks into the case, code `decided`
    when somebody else was quicker, whatever they decided).
    """
    return decide(target, Verb.HIDE, by=by, reason=reason, category=category, seen=seen)


def delete_text(
    target: Post | Comment, *, by: Member, reason: str, category: str | None = None, seen: int | None = None
) -> bool:
    """Delete a post or comment of somebody else and settle its open reports; see `hide_text`."""
    return decide(target, Verb.DELETE, by=by, reason=reason, category=category, seen=seen)


def republish_text(
    target: Post | Comment, *, by: Member, reason: str, category: str | None = None, seen: int | None = None
) -> bool:
    """Bring a hidden or deleted post or comment back, or keep a listed one, and settle its open reports.

    The reports were made in good faith: nobody is blamed for them. Raises ValidationError also for a text that its
    author deleted: nobody speaks in somebody else's name.
    """
    return decide(target, Verb.REPUBLISH, by=by, reason=reason, category=category, seen=seen)


def dismiss_reports(
    target: Post | Comment, *, by: Member, reason: str, category: str | None = None, seen: int | None = None
) -> bool:
    """Judge the open reports of a post or comment false (처리불가); what they hid comes back.

    Each counts against whoever made it: the third takes the right to report away. False when none is open. Raises what
    `republish_text` raises.
    """
    false = Report.State.IMPOSSIBLE
    return decide(target, Verb.REPUBLISH, by=by, reason=reason, category=category, seen=seen, settled_as=false)


@transaction.atomic
def decide(
    target: Post | Comment,
    verb: Decision.Verb,
    *,
    by: Member,
    reason: str,
    category: str | None = None,
    seen: int | None = None,
    settled_as: Report.State = Report.State.DONE,
) -> bool:
    """Do `verb` to `target`, with everything that follows from it; False when there is nothing (left) to do."""
    if seen is None:
        seen = decisions_seen(target, by=by)
    stored = lock(target)
    require(by, PERMISSIONS[verb], stored)
    reason = require_reason(reason, in_lines=True)
    is_dismissal = settled_as == Report.State.IMPOSSIBLE
    case = case_of(stored, by=by)
    if (is_dismissal or _is_already(stored, verb)) and not case.has_reports:
        return False
    if case.has_claim:
        require_unclaimed(stored, by=by)
    if case.others > seen:
        _refuse_unknown(stored, by=by)
    _refuse_impossible(stored, verb)
    most_given = Report.objects.about(stored).open().most_given() if case.has_reports else Report.Reason.OTHER
    decision = record(stored, verb, by=by, reason=reason, category=category or most_given)
    if case.has_reports:
        _settle_reports(stored, verb, settled_as, decision)
    if case.has_claim:
        Claim.objects.about(stored).delete()
    if case.has_flags:
        settled = {"state": ReviewFlag.State.SETTLED, "by": by, "settled_at": timezone.now()}
        ReviewFlag.objects.about(stored).open().update(**settled)
    target.status = stored.status
    extra = {"target": stored.public_id, "verb": verb, "by": by.pk}
    log_deed(logger, "decision", extra=extra)
    return True


def decisions_seen(target: Post | Comment, *, by: Member) -> int:
    """How many decisions other staff took about `target`: what whoever decides says they knew of (`seen`)."""
    return Decision.objects.about(target).by_others(by).count()


def decisions_seen_of(targets: Sequence[Post | Comment], *, by: Member) -> list[int]:
    """The same for each of many, in the order of `targets` and in one statement."""
    posts = [target.pk for target in targets if isinstance(target, Post)]
    comments = [target.pk for target in targets if not isinstance(target, Post)]
    taken = Decision.objects.by_others(by).filter(Q(post__in=posts) | Q(comment__in=comments)).order_by()
    numbers = Counter(taken.values_list("post", "comment"))
    return [numbers[(target.pk, None) if isinstance(target, Post) else (None, target.pk)] for target in targets]


def _refuse_unknown(target: Post | Comment, *, by: Member) -> NoReturn:
    """Of two who decide one case in different ways the first wins; the other looks again before deciding anew."""
    last = Decision.objects.about(target).by_others(by).select_related("by")[0]
    message = (
        f"{last.by.nickname} 님이 먼저 처리했습니다({last.public_verb}). 지금 상태를 확인한 뒤에 다시 처리해 주세요."
    )
    raise ValidationError(message, code="decided")


def _is_already(target: Post | Comment, verb: Decision.Verb) -> bool:
    return target.status == AFTER[verb] or (verb == Verb.REPUBLISH and target.status in Post.LISTED)


def _refuse_impossible(target: Post | Comment, verb: Decision.Verb) -> None:
    """Refuse the moves that do not exist (spec R7)."""
    if verb == Verb.HIDE and target.status == Post.Status.DELETED:
        raise ValidationError("삭제된 글은 숨길 수 없습니다.", code="deleted")
    if verb == Verb.REPUBLISH and target.removed_by_author:
        raise ValidationError("작성자가 삭제한 글은 다시 게시할 수 없습니다.", code="withdrawn")


def record(target: Post | Comment, verb: Decision.Verb, *, by: Member | None, reason: str, category: str) -> Decision:
    """Write the decision, bring the text into its status and tell its author what was done and why."""
    before = target.status
    after = before if _is_already(target, verb) else AFTER[verb]
    decision = Decision(
        verb=verb, before=before, after=after, by=by, reason=reason, category=category, **target_key(target)
    )
    # What is said is checked here; which text and who are rows that were just read, and the table checks the rest.
    decision.clean_fields(exclude=["post", "comment", "by"])
    decision.save(force_insert=True)
    if before != after:
        if isinstance(target, Post):
            change_post_status(target, to=after)
        else:
            set_comment_status(target, to=after)
    is_told = before != after or verb == Verb.HIDE
    if is_told and decision.by_id != target.author_id:
        _tell_author(target, decision)
    invalidate(Tag.MODERATION_LOG)
    return decision


def _tell_author(target: Post | Comment, decision: Decision) -> None:
    """What was done and why, and where one may object to it."""
    done = decision.get_verb_display()
    text = f"회원님의 {named(target)}: {done} 처리되었습니다. 사유: {clean_line(decision.reason)}"
    if decision.verb in Decision.TAKES_DOWN:
        url = reverse("moderation:objection-create", args=[target.public_id])
    else:
        url = target.get_absolute_url()
    event = f"decision:{decision.pk}:author"
    notify([target.author], kind=Notification.Kind.DECISION, text=text, url=url, event=event)


def _settle_reports(target: Post | Comment, verb: Decision.Verb, state: Report.State, decision: Decision) -> None:
    """One decision answers every open report of the text; each reporter hears of it."""
    reports = Report.objects.about(target).open()
    reporters = list(Member.objects.filter(reports__in=reports).order_by("pk"))
    reports.update(state=state)
    if state == Report.State.IMPOSSIBLE:
        count_false_reports(reporters, target, decision)
        return
    url = target.get_absolute_url() if target.status in Post.LISTED else ""
    text = f"신고하신 {named(target)}: {TO_REPORTERS[verb]}"
    event = f"decision:{decision.pk}:reporter"
    notify(reporters, kind=Notification.Kind.REPORT, text=text, url=url, event=event)
