"""What accounts do in the background."""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone
from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from accounts.models import EmailAccess, EmailCode, Member, StatusChange
from polibat.encryption import decrypt
from polibat.mail import send_mail, unseal


@app.task(name="accounts.send_member_mail", queue="mail", retry=RetryStrategy(max_attempts=8, exponential_wait=4))
def send_member_mail(member_id, template, sealed):
    """Send a mail to a member; somebody who left meanwhile gets none. The look at the address is the system's."""
    member = Member.objects.filter(pk=member_id, email_cipher__isnull=False).first()
    if member is None:
        return
    EmailAccess.objects.create(member=member, by=None, purpose=f"메일 발송: {template}")
    send_mail(
        to=decrypt(member.email_cipher, bound_to=member.email_binding),
        template=template,
        context={"nickname": member.nickname, **unseal(sealed)},
    )


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
