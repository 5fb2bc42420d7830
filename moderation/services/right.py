"""Counting reports that were judged false, and the right to report, which goes with the third and can come back."""

import logging

from django.db import connection, transaction

from accounts.models import Member
from boards.models import Comment, Post
from moderation.models import FALSE_REPORTS, Decision, Reporter, RightChange
from moderation.rules import has_right_to_report
from moderation.services.cases import named
from notifications.models import Notification
from notifications.services import notify
from polibat.db.deeds import log_deed
from polibat.security.permission import require
from polibat.text.reason import require_reason

logger = logging.getLogger(__name__)

DISMISSED = "신고하신 내용을 확인할 수 없어 처리하지 않았습니다."
COUNTED = "사실과 다른 신고가 {most}번이면 신고할 수 없게 됩니다(지금 {count}번)."
TAKEN = f"사실과 다른 신고가 {FALSE_REPORTS}번 확인되어 신고 권한이 정지되었습니다. 문의: hello@polibat.com"


def count_false_reports(reporters: list[Member], target: Post | Comment, decision: Decision) -> None:
    """Count one more false report for each of `reporters` (by their keys' order), and tell them how they stand.

    Whoever has the right and reaches the third loses it. Called in the transaction of the decision.
    """
    url = target.get_absolute_url() if target.status in Post.LISTED else ""
    for member in reporters:
        count = _count(member)
        text = f"신고하신 {named(target)}: {DISMISSED} {COUNTED.format(most=FALSE_REPORTS, count=count)}"
        event = f"decision:{decision.pk}:reporter"
        notify([member], kind=Notification.Kind.REPORT, text=text, url=url, event=event)
        if count >= FALSE_REPORTS and has_right_to_report(member):
            _change(member, is_taken=True, by=None, reason=f"허위 신고 {count}번")
            _tell(member, TAKEN)


@transaction.atomic
def restore_right(member: Member, *, by: Member, reason: str) -> bool:
    """Give a member the right to report back, and begin to count anew; False when the member has it.

    Raises PermissionDenied and ValidationError (no reason).
    """
    require(by, "moderation.restore_right", member)
    # The row that is counted in is the lock: a false report at this moment is counted before or after.
    Reporter.objects.select_for_update().filter(pk=member.pk).first()
    if has_right_to_report(member):
        return False
    _change(member, is_taken=False, by=by, reason=require_reason(reason, in_lines=True))
    Reporter.objects.filter(pk=member.pk).update(false_reports=0)
    _tell(member, "신고 권한이 복구되었습니다. 다시 신고할 수 있습니다.")
    return True


def _count(member: Member) -> int:
    """One more, and how many that makes; the row stays locked until the transaction ends."""
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO moderation_reporter (member_id, false_reports) VALUES (%s, 1) "
            "ON CONFLICT (member_id) DO UPDATE SET false_reports = moderation_reporter.false_reports + 1 "
            "RETURNING false_reports",
            [member.pk],
        )
        return cursor.fetchone()[0]


def _change(member: Member, *, is_taken: bool, by: Member | None, reason: str) -> None:
    number = RightChange.objects.filter(member=member).count() + 1
    change = RightChange(member=member, number=number, is_taken=is_taken, by=by, reason=reason)
    change.full_clean()
    change.save(force_insert=True)
    log_deed(logger, "right to report", extra={"member": member.pk, "taken": is_taken, "by": by and by.pk})


def _tell(member: Member, text: str) -> None:
    event = f"right:{member.pk}:{RightChange.objects.filter(member=member).count()}"
    notify([member], kind=Notification.Kind.DECISION, text=text, event=event)
