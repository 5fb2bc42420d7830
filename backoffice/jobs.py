"""What the worker does for the files that staff take away."""

import logging
import tempfile

from django.core.files import File
from django.db import transaction
from django.utils import timezone
from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from backoffice.lists import LISTS
from backoffice.models import StaffExport
from notifications.models import Notification
from notifications.services import notify
from polibat.api.exports import in_batches, write_csv, write_xlsx

logger = logging.getLogger(__name__)


State = StaffExport.State


@app.task(
    name="backoffice.make_staff_export",
    queue="exports",
    lock="backoffice.make_staff_export",
    retry=RetryStrategy(max_attempts=StaffExport.TRIES, exponential_wait=5),
)
def make_staff_export(export_id):
    """Make one large file and tell whoever asked for it; tried again while the storage is away."""
    export = StaffExport.objects.select_related("by").filter(pk=export_id, state=State.MAKING).first()
    if export is None:
        return
    export.tries += 1
    StaffExport.objects.filter(pk=export_id).update(tries=export.tries)
    try:
        _make(export)
    except OSError:
        logger.exception("staff export not stored", extra={"export": export_id, "tries": export.tries})
        if export.tries >= StaffExport.TRIES:
            _give_up(export)
            return
        raise


def _make(export):
    storage = export.file.storage
    page = LISTS[export.page]
    # Whoever is no staff any more gets nothing.
    if not export.by.has_perm(page.permission):
        _give_up(export)
        return
    with tempfile.TemporaryFile() as target:
        number = _write(page, export, target)
        target.seek(0)
        # What a try before this one left behind.
        storage.delete(export.file_name)
        name = storage.save(export.file_name, File(target))
    if not _hand_over(export, name, number):
        storage.delete(name)


def _write(page, export, target):
    """Write all rows that fit; how many they were."""
    number = 0

    def batches():
        nonlocal number
        for batch in in_batches(page.asked(export.by, export.filters)):
            number += len(batch)
            yield page.fill(batch)

    if export.kind == StaffExport.Kind.XLSX:
        write_xlsx(target, page.file_columns(), batches())
    else:
        for piece in write_csv(page.file_columns(), batches()):
            target.write(piece)
    return number


@transaction.atomic
def _hand_over(export, name, number):
    """Let the member of staff fetch the file; False when it is not wanted any more."""
    stored = StaffExport.objects.select_for_update().get(pk=export.pk)
    if stored.state != State.MAKING:
        return False
    stored.state, stored.file, stored.rows = State.READY, name, number
    stored.expires_at = timezone.now() + StaffExport.KEPT
    stored.save(update_fields=["state", "file", "rows", "expires_at"])
    text = f"내보내기 파일이 준비되었습니다({number:,}행). 24시간 안에 내려받아 주세요."
    notify([export.by], kind=Notification.Kind.STAFF, text=text, url="/admin/", event=f"staff-export:{export.pk}")
    return True


@transaction.atomic
def _give_up(export):
    """Say honestly that nothing came of it."""
    stored = StaffExport.objects.select_for_update().get(pk=export.pk)
    if stored.state != State.MAKING:
        return
    stored.state = State.FAILED
    stored.save(update_fields=["state"])
    text = "내보내기 파일을 만들지 못했습니다. 다시 요청해 주세요."
    notify([export.by], kind=Notification.Kind.STAFF, text=text, url="/admin/", event=f"staff-export:{export.pk}")


@app.periodic(cron="52 * * * *")
@app.task(name="backoffice.forget_staff_exports", queue="tidy", queueing_lock="backoffice.forget_staff_exports")
def forget_staff_exports(timestamp):
    """Delete the files whose day is over, and give up what nobody makes any more; safe to run twice or late."""
    for export in StaffExport.objects.stuck():
        _give_up(export)
    for export in StaffExport.objects.over():
        try:
            export.file.storage.delete(export.file.name)
        except OSError:
            logger.exception("staff export not deleted", extra={"export": export.pk})
            continue  # The next hour tries again; the link is closed since its time was up.
        StaffExport.objects.filter(pk=export.pk).update(state=State.EXPIRED, file="")
