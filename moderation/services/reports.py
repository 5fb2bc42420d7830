"""Members report texts; enough reports hide one by themselves."""

import logging

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, connection, transaction
from django.urls import reverse

from accounts.models import Member
from boards.models import Comment, Post, PostCounts
from moderation.models import AbuseFlag, Decision, Report
from moderation.models.reason import HIDDEN_AT, HIDES_SOONER
from moderation.models.report import ReportQuerySet
from moderation.rules import has_right_to_report
from moderation.services.cases import lock, named, tell_staff
from moderation.services.decisions import record
from moderation.services.review_flags import raise_flag
from polibat.db.deeds import log_deed
from polibat.db.ids import child_public_id
from polibat.security.limits import spend
from polibat.security.permission import require
from polibat.text import clean_lines

logger = logging.getLogger(__name__)

REPORTS_AN_HOUR = 20
# From so many in an hour on, somebody looks at who reports.
FLAGGED_AT = 10


def file_report(report: Report, *, by: Member) -> Report:
    """Store what `by` reports about a post or comment, numbered within it; enough open ones hide the text (spec R3).

    Raises PermissionDenied (own text, one that is not listed, the right to report is gone),
    ValidationError (reported before, code `reported`) and Throttled (20 an hour).
    """
    require_report(by, report.target)
    report.reporter = by
    report.text = clean_lines(report.text)
    report.full_clean(exclude=["public_id"])
    count = spend("report", by.pk, times=REPORTS_AN_HOUR, per=3600)
    try:
        with transaction.atomic():
            _store(report)
            if count == FLAGGED_AT:
                raise_flag(AbuseFlag(kind=AbuseFlag.Kind.REPORTS, member=by, evidence=count))
    except IntegrityError:
        # Two at once: the constraint let one through and has the words for the other.
        report.validate_constraints(exclude=["public_id"])
        raise
    log_deed(logger, "report filed", extra={"report": report.public_id, "by": by.pk, "reason": report.reason})
    return report


def require_report(by: Member, target: Post | Comment) -> None:
    """Raise PermissionDenied, with words for the member, unless `by` may report `target`."""
    if by.is_authenticated and target.author_id == by.pk:
        raise PermissionDenied("자신의 글은 신고할 수 없습니다.")
    if by.has_perm("moderation.add_report", target):
        return
    if by.is_authenticated and by.is_in_good_standing and not has_right_to_report(by):
        raise PermissionDenied(
            "사실과 다른 신고가 되풀이되어 신고할 수 없습니다. 잘못된 조치라면 hello@polibat.com으로 알려 주세요."
        )
    require(by, "moderation.add_report", target)


def _store(report: Report) -> None:
    stored = lock(report.target)
    require_report(report.reporter, stored)
    report.public_id = child_public_id(stored.public_id, "RP", _next_serial(stored))
    report.save(force_insert=True)
    open_reports = Report.objects.about(stored).open()
    if why := _enough(report, open_reports):
        _hide_automatically(stored, why, open_reports, category=open_reports.most_given())
    report.target.status = stored.status


def _enough(report: Report, open_reports: ReportQuerySet) -> str:
    """Why the open reports hide the text by themselves, in words for the record; "" while they are too few."""
    if needed := HIDES_SOONER.get(report.reason):
        count = open_reports.filter(reason=report.reason).count()
        if count >= needed:
            times = f" {count}건" if needed > 1 else ""
            return f"자동 숨김({report.get_reason_display()} 신고{times})"
    count = open_reports.count()
    return f"자동 숨김(신고 {count}건)" if count >= HIDDEN_AT else ""


def _next_serial(target: Post | Comment) -> int:
    """The next number of a report on `target`, from the counter beside it."""
    counter = PostCounts if isinstance(target, Post) else Comment
    with connection.cursor() as cursor:
        cursor.execute(
            f"UPDATE {counter._meta.db_table} SET report_serial = report_serial + 1 "  # noqa: S608 - a table of ours
            f"WHERE {counter._meta.pk.column} = %s RETURNING report_serial",
            [target.pk],
        )
        return cursor.fetchone()[0]


def _hide_automatically(target: Post | Comment, reason: str, open_reports: ReportQuerySet, *, category: str) -> None:
    """Hide by the rule: reports go to staff, who hear of it; nobody has decided anything yet."""
    decision = record(target, Decision.Verb.HIDE, by=None, reason=reason, category=category)
    open_reports.filter(state=Report.State.WAITING).update(state=Report.State.REVIEWING)
    text = f"{named(target)}: {reason}. 검토가 필요합니다."
    tell_staff(text, url=reverse("admin:moderation_report_changelist"), event=f"decision:{decision.pk}:staff")
