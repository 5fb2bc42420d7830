"""Taking a list away as a file."""

import logging

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction

from backoffice.lists import LISTS
from backoffice.models import StaffExport
from polibat.jobs.names import Job, queue_job

logger = logging.getLogger(__name__)
State = StaffExport.State


@transaction.atomic
def record_export(page, rows, *, by, given, kind):
    """Put on record that `by` takes `rows` of `page` (filtered by `given`) away, before the first one is read.

    More than 100,000 are made in the background (state MAKING) and can be fetched for a day. Raises PermissionDenied,
    and ValidationError for more rows of a list that is never made in the background.
    """
    if not (by.has_perm("backoffice.add_staffexport") and by.has_perm(page.permission)):
        raise PermissionDenied
    number = rows.order_by()[: StaffExport.MOST_AT_ONCE + 1].count()
    is_later = number > StaffExport.MOST_AT_ONCE
    if is_later and page.key not in LISTS:
        raise ValidationError(f"{StaffExport.MOST_AT_ONCE:,}행까지 내보낼 수 있습니다. 조건을 더 좁혀 주세요.")
    # What holds a NUL narrowed nothing, as no filter takes one, and PostgreSQL keeps none.
    kept = {name: value for name, value in given.items() if "\x00" not in name + value}
    export = StaffExport(by=by, page=page.key, filters=kept, kind=kind)
    export.state, export.rows = (State.MAKING, None) if is_later else (State.SENT, number)
    export.full_clean(exclude=["token", "file", "filters", "rows"])
    export.save(force_insert=True)
    if is_later:
        queue_job(Job.MAKE_STAFF_EXPORT, export_id=export.pk)
    logger.info("rows exported", extra={"export": export.pk, "page": page.key, "rows": number, "by": by.public_id})
    return export
