"""What accounts do in the background."""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone
from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from accounts.models import ApiSession, DataExport, EmailCode, Member, StaffRead
from accounts.services.data_export import data_export_maker
from accounts.services.status import end_suspension


@app.periodic(cron="7 * * * *")
@app.task(name="accounts.end_suspensions", queueing_lock="accounts.end_suspensions")
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


@app.task(
    name="accounts.make_export",
    queue="exports",
    # One at a time, whoever asks: a large one must not take the worker from everybody.
    lock="accounts.make_export",
    retry=RetryStrategy(max_attempts=DataExport.TRIES, exponential_wait=5),
)
def make_export(export_id):
    """Make the zip of one request; tried again while the storage is away."""
    data_export_maker.make(export_id)


@app.periodic(cron="27 4 * * *")
@app.task(name="accounts.forget_staff_reads", queue="tidy", queueing_lock="accounts.forget_staff_reads")
def forget_staff_reads(timestamp):
    """Delete the record of looks two years later."""
    StaffRead.objects.outdated().delete()


@app.periodic(cron="47 * * * *")
@app.task(name="accounts.forget_exports", queue="tidy", queueing_lock="accounts.forget_exports")
def forget_exports(timestamp):
    """Delete the files whose day is over, and give up what nobody makes any more."""
    data_export_maker.tidy()
