"""Taking a list away as a file."""

import logging
from collections.abc import Iterator
from typing import IO, Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import QuerySet

from accounts.models import Member
from backoffice.lists import LISTS
from backoffice.models import StaffExport
from notifications.models import Notification
from notifications.services import notify
from polibat.db.deeds import log_deed
from polibat.files.background import FileMaker, NotWantedError
from polibat.files.exports import in_batches, write_csv, write_xlsx
from polibat.jobs.names import Job, queue_job
from polibat.lists.base import StaffList

logger = logging.getLogger(__name__)
State = StaffExport.State


@transaction.atomic
def record_export(page: StaffList, rows: QuerySet, *, by: Member, given: dict[str, str], kind: str) -> StaffExport:
    """Put on record that `by` takes `rows` of `page` (filtered by `given`) away, before the first one is read.

    More than 100,000 are made in the background (state MAKING) and can be fetched for a day. Raises PermissionDenied.
    """
    if not (by.has_perm("backoffice.add_staffexport") and by.has_perm(page.permission)):
        raise PermissionDenied
    number = rows.order_by()[: StaffExport.MOST_AT_ONCE + 1].count()
    is_later = number > StaffExport.MOST_AT_ONCE
    # What holds a NUL narrowed nothing, as no filter takes one, and PostgreSQL keeps none.
    kept = {name: value for name, value in given.items() if "\x00" not in name + value}
    export = StaffExport(by=by, page=page.key, filters=kept, kind=kind)
    export.state, export.rows = (State.MAKING, None) if is_later else (State.SENT, number)
    export.full_clean(exclude=["token", "file", "filters", "rows"])
    export.save(force_insert=True)
    if is_later:
        queue_job(Job.MAKE_STAFF_EXPORT, export_id=export.pk)
    log_deed(logger, "rows exported", extra={"export": export.pk, "page": page.key, "rows": number, "by": by.public_id})
    return export


def _write(export: StaffExport, target: IO[bytes]) -> dict[str, int]:
    """Write all rows that fit; raises NotWantedError for whoever is no staff any more."""
    page = LISTS[export.page]
    if not export.by.has_perm(page.permission):
        raise NotWantedError
    number = 0

    def batches() -> Iterator[list[Any]]:
        nonlocal number
        for batch in in_batches(page.asked(export.by, export.filters)):
            number += len(batch)
            yield page.fill(batch)

    if export.kind == StaffExport.Kind.XLSX:
        write_xlsx(target, page.file_columns(), batches())
    else:
        for piece in write_csv(page.file_columns(), batches()):
            target.write(piece)
    return {"rows": number}


def _tell(export: StaffExport, text: str) -> None:
    notify([export.by], kind=Notification.Kind.STAFF, text=text, url="/admin/", event=f"staff-export:{export.pk}")


def _tell_ready(export: StaffExport) -> None:
    _tell(export, f"내보내기 파일이 준비되었습니다({export.rows:,}행). 24시간 안에 내려받아 주세요.")


def _tell_failed(export: StaffExport) -> None:
    _tell(export, "내보내기 파일을 만들지 못했습니다. 다시 요청해 주세요.")


staff_export_maker = FileMaker(StaffExport, write=_write, on_ready=_tell_ready, on_failed=_tell_failed)
