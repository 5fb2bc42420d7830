"""What the worker does for pages: bringing in counts, making the zips of members, deleting them a day later."""

import logging
import tempfile

from django.core.files import File
from django.db import transaction
from django.utils import timezone
from procrastinate import RetryStrategy
from procrastinate.contrib.django import app
from redis.exceptions import RedisError

from notifications.models import Notification
from notifications.services import notify
from displays.services.counts import flush_counts
from accounts.services.personal_data import write_zip
from pages.models import DataExport
from notifications.operator_jobs import tell_faults, tell_figures, tell_stuck_queue

# The worker looks for jobs here.
__all__ = [
    "count_displays",
    "forget_exports",
    "give_up",
    "make_export",
    "tell_faults",
    "tell_figures",
    "tell_stuck_queue",
]

logger = logging.getLogger(__name__)

State = DataExport.State
ADDRESS = "/me/data/"
READY = "내 정보 파일이 준비되었습니다. 24시간 안에 내려받아 주세요."
FAILED = "내 정보 파일을 만들지 못했습니다. 다시 요청해 주세요."


@app.periodic(cron="* * * * * */10")
@app.task(name="pages.count_displays", queueing_lock="pages.count_displays", lock="pages.count_displays")
def count_displays(timestamp):
    """Bring the gathered counts of banners and popups into their rows; nothing to do while Redis is away."""
    try:
        flush_counts()
    except RedisError:
        return


@app.task(
    name="pages.make_export",
    queue="exports",
    # One at a time, whoever asks: a large one must not take the worker from everybody.
    lock="pages.make_export",
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
@app.task(name="pages.forget_exports", queue="tidy", queueing_lock="pages.forget_exports")
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
