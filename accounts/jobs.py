"""What accounts do in the background."""

import logging
import tempfile
from datetime import timedelta

from django.core.files import File
from django.db import transaction
from django.utils import timezone
from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from accounts.models import ApiSession, DataExport, EmailCode, Member
from accounts.services.personal_data import write_zip
from accounts.services.status import end_suspension
from notifications.models import Notification
from notifications.services import notify


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


logger = logging.getLogger(__name__)


State = DataExport.State


ADDRESS = "/me/data/"


READY = "내 정보 파일이 준비되었습니다. 24시간 안에 내려받아 주세요."


FAILED = "내 정보 파일을 만들지 못했습니다. 다시 요청해 주세요."


@app.task(
    name="accounts.make_export",
    queue="exports",
    # One at a time, whoever asks: a large one must not take the worker from everybody.
    lock="accounts.make_export",
    retry=RetryStrategy(max_attempts=DataExport.TRIES, exponential_wait=5),
)
def make_export(export_id):
    """Make the zip of one request and tell the member; tried again while the storage is away."""
    export = DataExport.objects.select_related("member").filter(pk=export_id, state=State.MAKING).first()
    if export is None:
        return
    export.tries += 1
    DataExport.objects.filter(pk=export_id).update(tries=export.tries)
    try:
        _make(export)
    except OSError:
        logger.exception("export not stored", extra={"export": export_id, "tries": export.tries})
        if export.tries >= DataExport.TRIES:
            give_up(export)
            return
        raise


def _make(export):
    storage = export.file.storage
    with tempfile.TemporaryFile() as target:
        write_zip(export.member, target)
        size = target.tell()
        target.seek(0)
        # What a try before this one left behind.
        storage.delete(export.file_name)
        name = storage.save(export.file_name, File(target))
    if not _hand_over(export, name, size):
        storage.delete(name)


@transaction.atomic
def _hand_over(export, name, size):
    """Let the member fetch the file; False when it is not wanted any more: the member left, or it was made twice."""
    stored = DataExport.objects.select_for_update().get(pk=export.pk)
    if stored.state != State.MAKING:
        return False
    stored.state, stored.file, stored.size = State.READY, name, size
    stored.expires_at = timezone.now() + DataExport.KEPT
    stored.save(update_fields=["state", "file", "size", "expires_at"])
    notify([export.member], kind=Notification.Kind.DATA, text=READY, url=ADDRESS, event=f"export:{export.pk}")
    logger.info("export ready", extra={"export": export.pk, "size": size})
    return True


@transaction.atomic
def give_up(export):
    """Say honestly that nothing came of it; the member may ask again at once."""
    stored = DataExport.objects.select_for_update().get(pk=export.pk)
    if stored.state != State.MAKING:
        return
    stored.state = State.FAILED
    stored.save(update_fields=["state"])
    notify([stored.member], kind=Notification.Kind.DATA, text=FAILED, url=ADDRESS, event=f"export:{export.pk}")


@app.periodic(cron="47 * * * *")
@app.task(name="accounts.forget_exports", queue="tidy", queueing_lock="accounts.forget_exports")
def forget_exports(timestamp):
    """Delete the files whose day is over, and give up what nobody makes any more; safe to run twice or late."""
    for export in DataExport.objects.stuck():
        give_up(export)
    for export in DataExport.objects.over():
        _forget(export)


def _forget(export):
    try:
        export.file.storage.delete(export.file.name)
    except OSError:
        logger.exception("export not deleted", extra={"export": export.pk})
        return  # The next hour tries again; the link is closed since its time was up.
    DataExport.objects.filter(pk=export.pk).update(state=State.EXPIRED, file="")
