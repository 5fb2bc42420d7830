"""What moderation holds about a member, for the member (`내 정보 내려받기`)."""

from django.db.models import Q

from moderation.models import Decision, Report

REPORT = ("public_id", "post__public_id", "comment__public_id", "reason", "text", "state", "created_at")
DECISION = ("verb", "post__public_id", "comment__public_id", "before", "after", "reason", "created_at")


def my_data(member):
    """Yield each file: name, what is in it, its rows. Who reported or decided is not told."""
    reports = Report.objects.filter(reporter=member).values(*REPORT).order_by("pk")
    yield "reports", "내가 한 신고", reports.iterator()
    mine = Q(post__author=member) | Q(comment__author=member)
    decisions = Decision.objects.filter(mine).values(*DECISION).order_by("pk")
    yield "decisions", "내 글과 댓글에 대한 운영 조치", decisions.iterator()
