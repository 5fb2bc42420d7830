"""What moderation holds about a member, for the member (`내 정보 내려받기`)."""

from collections.abc import Iterator

from django.db.models import Q

from accounts.events import Part
from accounts.models import Member
from moderation.models import AbuseFlag, Decision, Objection, Report, RightChange

REPORT = ("public_id", "post__public_id", "comment__public_id", "reason", "text", "state", "created_at")
DECISION = ("verb", "post__public_id", "comment__public_id", "before", "after", "category", "reason", "created_at")
TEXT = ("decision__post__public_id", "decision__comment__public_id")
OBJECTION = (*TEXT, "text", "state", "reason", "created_at", "decided_at")


def personal_data(member: Member) -> Iterator[Part]:
    """Yield each file: name, what is in it, its rows. Who reported or decided is not told."""
    reports = Report.objects.filter(reporter=member).values(*REPORT).order_by("pk")
    yield "reports", "내가 한 신고", reports.iterator()
    mine = Q(post__author=member) | Q(comment__author=member)
    decisions = Decision.objects.filter(mine).values(*DECISION).order_by("pk")
    yield "decisions", "내 글과 댓글에 대한 운영 조치", decisions.iterator()
    objections = Objection.objects.filter(member=member).values(*OBJECTION).order_by("pk")
    yield "objections", "내 이의신청", objections.iterator()
    rights = RightChange.objects.filter(member=member).values("is_taken", "reason", "created_at").order_by("pk")
    yield "right_to_report", "신고 권한의 정지와 복구", rights.iterator()
    flags = AbuseFlag.objects.filter(member=member).values("kind", "evidence", "first_seen", "last_seen")
    yield "flags", "나에 대한 이상 징후 표시", flags.order_by("pk").iterator()
