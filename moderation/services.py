"""Reporting texts and deciding what becomes of them: one verb per consequence.

Every verb first takes the lock of the post (the row of its counts, as all verbs of boards do), then looks at the text
anew, so that of many reports or decisions at once each sees what the one before did.
"""

import logging

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, connection, transaction
from django.db.models import Q
from django.urls import reverse

from accounts.models import Member
from boards.models import Comment, Post, PostCounts
from boards.services import change_comment_status, change_post_status
from boards.services.permission import require
from moderation.models import Decision, Report, target_key
from notifications.models import Notification
from notifications.services import notify
from polibat.ids import child_public_id
from polibat.limits import spend
from polibat.text import clean_line, clean_lines

logger = logging.getLogger(__name__)

# So many open reports, each of another member, hide a text by themselves (overview §3).
HIDDEN_AT = 5
REPORTS_AN_HOUR = 20

Verb = Decision.Verb
AFTER = {Verb.HIDE: "HIDDEN", Verb.DELETE: "DELETED", Verb.REPUBLISH: "PUBLISHED"}
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
DISMISSED = "신고하신 내용을 확인할 수 없어 처리하지 않았습니다."


def file_report(report, *, by):
    """Store what `by` reports about a post or comment, numbered within it; the fifth open one hides the text.

    개인정보침해 hides at once. Raises PermissionDenied (own text, one that is not listed), ValidationError (reported
    before, code `reported`) and Throttled (20 an hour).
    """
    require_report(by, report.target)
    report.reporter = by
    report.text = clean_lines(report.text)
    report.full_clean(exclude=["public_id"])
    spend("report", by.pk, times=REPORTS_AN_HOUR, per=3600)
    try:
        with transaction.atomic():
            _store(report)
    except IntegrityError:
        # Two at once: the constraint let one through and has the words for the other.
        report.validate_constraints(exclude=["public_id"])
        raise
    logger.info("report filed", extra={"report": report.public_id, "by": by.pk, "reason": report.reason})
    return report


def hide_text(target, *, by, reason):
    """Take a post or comment out of everybody's sight and settle its open reports.

    False when it is hidden and nothing was open. Raises PermissionDenied (also for one's own text) and ValidationError
    (no reason, or a deleted text).
    """
    return _decide(target, Verb.HIDE, by=by, reason=reason)


def delete_text(target, *, by, reason):
    """Delete a post or comment of somebody else and settle its open reports; see `hide_text`."""
    return _decide(target, Verb.DELETE, by=by, reason=reason)


def republish_text(target, *, by, reason):
    """Bring a hidden or deleted post or comment back, or keep a listed one, and settle its open reports.

    Raises ValidationError also for a text that its author deleted: nobody speaks in somebody else's name.
    """
    return _decide(target, Verb.REPUBLISH, by=by, reason=reason)


def dismiss_reports(target, *, by, reason):
    """Judge the open reports of a post or comment unfounded (처리불가); what they hid comes back.

    False when none is open. Raises what `republish_text` raises.
    """
    return _decide(target, Verb.REPUBLISH, by=by, reason=reason, settled_as=Report.State.IMPOSSIBLE)


def require_report(by, target):
    """Raise PermissionDenied, with words for the member, unless `by` may report `target`."""
    if by.is_authenticated and target.author_id == by.pk:
        raise PermissionDenied("자신의 글은 신고할 수 없습니다.")
    require(by, "moderation.add_report", target)


def _lock(target):
    """Take the lock of the post; the text as it stands from now on."""
    is_post = isinstance(target, Post)
    PostCounts.objects.select_for_update(no_key=True).get(pk=target.pk if is_post else target.post_id)
    related = ["author"] if is_post else ["author", "post"]
    return type(target).objects.select_related(*related).get(pk=target.pk)


def _store(report):
    stored = _lock(report.target)
    require_report(report.reporter, stored)
    report.public_id = child_public_id(stored.public_id, "RP", _next_serial(stored))
    report.save(force_insert=True)
    open_reports = Report.objects.about(stored).open()
    count = open_reports.count()
    if report.reason == Report.Reason.PRIVACY:
        _hide_automatically(stored, "자동 숨김(개인정보침해 신고)", open_reports)
    elif count >= HIDDEN_AT:
        _hide_automatically(stored, f"자동 숨김(신고 {count}건)", open_reports)
    report.target.status = stored.status


def _next_serial(target):
    """The next number of a report on `target`, from the counter beside it."""
    counter = PostCounts if isinstance(target, Post) else Comment
    with connection.cursor() as cursor:
        cursor.execute(
            f"UPDATE {counter._meta.db_table} SET report_serial = report_serial + 1 "  # noqa: S608 - a table of ours
            f"WHERE {counter._meta.pk.column} = %s RETURNING report_serial",
            [target.pk],
        )
        return cursor.fetchone()[0]


def _hide_automatically(target, reason, open_reports):
    """Hide by the rule: reports go to staff, who hear of it; nobody has decided anything yet."""
    decision = _record(target, Verb.HIDE, by=None, reason=reason)
    open_reports.filter(state=Report.State.WAITING).update(state=Report.State.REVIEWING)
    staff = Member.objects.filter(Q(is_superuser=True) | Q(groups__isnull=False), kind=Member.Kind.ADMIN).distinct()
    url = reverse("admin:moderation_report_changelist")
    text = f"{_named(target)}: {reason}. 검토가 필요합니다."
    notify(staff, kind=Notification.Kind.STAFF, text=text, url=url, event=f"decision:{decision.pk}:staff")


@transaction.atomic
def _decide(target, verb, *, by, reason, settled_as=Report.State.DONE):
    stored = _lock(target)
    require(by, PERMISSIONS[verb], stored)
    reason = clean_lines(reason)
    is_dismissal = settled_as == Report.State.IMPOSSIBLE
    if (is_dismissal or _is_already(stored, verb)) and not Report.objects.about(stored).open().exists():
        return False
    _refuse_impossible(stored, verb)
    decision = _record(stored, verb, by=by, reason=reason)
    _settle_reports(stored, settled_as, DISMISSED if is_dismissal else TO_REPORTERS[verb], decision)
    target.status = stored.status
    logger.info("decision", extra={"target": stored.public_id, "verb": verb, "by": by.pk})
    return True


def _is_already(target, verb):
    return target.status == AFTER[verb] or (verb == Verb.REPUBLISH and target.status in Post.LISTED)


def _refuse_impossible(target, verb):
    """Moves are 게시→숨김|삭제, 숨김→게시|삭제, 삭제→게시 (overview §3)."""
    if verb == Verb.HIDE and target.status == "DELETED":
        raise ValidationError("삭제된 글은 숨길 수 없습니다.", code="deleted")
    if verb == Verb.REPUBLISH and target.removed_by_author:
        raise ValidationError("작성자가 삭제한 글은 다시 게시할 수 없습니다.", code="withdrawn")


def _record(target, verb, *, by, reason):
    """Write the decision, bring the text into its status and tell its author what was done and why."""
    before = target.status
    after = before if _is_already(target, verb) else AFTER[verb]
    decision = Decision(verb=verb, before=before, after=after, by=by, reason=reason, **target_key(target))
    decision.full_clean()
    decision.save(force_insert=True)
    if before != after:
        change = change_post_status if isinstance(target, Post) else change_comment_status
        change(target, to=after)
    if before != after or verb == Verb.HIDE:
        _tell_author(target, decision)
    return decision


def _tell_author(target, decision):
    """Name the text by its id alone: words that nobody may read stand in no notification either."""
    done = decision.get_verb_display()
    text = f"회원님의 {_named(target)}: {done} 처리되었습니다. 사유: {clean_line(decision.reason)}"
    url = target.get_absolute_url() if target.status != "DELETED" else ""
    event = f"decision:{decision.pk}:author"
    notify([target.author], kind=Notification.Kind.DECISION, text=text, url=url, event=event)


def _settle_reports(target, state, answer, decision):
    """One decision answers every open report of the text; each reporter hears of it."""
    reports = Report.objects.about(target).open()
    reporters = list(Member.objects.filter(reports__in=reports))
    reports.update(state=state)
    url = target.get_absolute_url() if target.status in Post.LISTED else ""
    text = f"신고하신 {_named(target)}: {answer}"
    event = f"decision:{decision.pk}:reporter"
    notify(reporters, kind=Notification.Kind.REPORT, text=text, url=url, event=event)


def _named(target):
    return f"{target._meta.verbose_name}({target.public_id})"
