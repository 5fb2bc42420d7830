"""What accounts do in the background."""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone
from procrastinate.contrib.django import app

from accounts.models import ApiSession, EmailCode, Member, StatusChange


def end_suspension(member):
    """Put a locked member whose term is over into 승인; the history row is the system's."""
    before, member.status, member.suspended_until = member.status, Member.Status.APPROVED, None
    member.save(update_fields=["status", "suspended_until"])
    StatusChange.objects.create(member=member, before=before, after=member.status, reason="정지 기간 종료", by=None)


@app.periodic(cron="7 * * * *")
@app.task(name="accounts.end_suspensions", queue="tidy", queueing_lock="accounts.end_suspensions")
def end_suspensions(timestamp):
    """Put members whose suspension is over into 승인, with a history row by the system; safe to run twice or late."""
    over = Member.objects.filter(status=Member.Status.SUSPENDED, suspended_until__lte=timezone.now())
    for member_id in over.values_list("pk", flat=True):
        with transaction.atomic():
            if member := over.select_for_update(no_key=True).filter(pk=member_id).first():
                end_suspension(member)


@app.periodic(cron="17 4 * * *")
@app.task(name="accounts.forget_codes", queue="tidy", queueing_lock="accounts.forget_codes")
def forget_codes(timestamp):
    """Delete codes that ended a day ago; they are of no use to anybody."""
    EmailCode.objects.filter(expires_at__lt=timezone.now() - timedelta(days=1)).delete()


@app.periodic(cron="47 * * * *")
@app.task(name="accounts.forget_api_sessions", queue="tidy", queueing_lock="accounts.forget_api_sessions")
def forget_api_sessions(timestamp):
    """Delete log-ins of the API that ended a day ago: their tokens open nothing with or without them."""
    ApiSession.objects.outdated().delete()
