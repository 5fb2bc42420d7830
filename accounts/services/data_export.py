"""Asking for everything the site holds about oneself."""

import logging
from typing import IO

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from accounts.events import data_export_ended
from accounts.models import DataExport, Member
from accounts.services.personal_data import write_zip
from polibat.db.deeds import log_deed
from polibat.files.background import FileMaker
from polibat.jobs.names import Job, queue_job

logger = logging.getLogger(__name__)

MAKING = "이미 만들고 있습니다. 준비되면 알려 드립니다."
ONE_A_DAY = "내 정보 파일은 하루에 한 번 요청할 수 있습니다. {at:%y.%m.%d. %H:%M} 이후에 다시 요청해 주세요."


@transaction.atomic
def request_export(*, by: Member) -> DataExport:
    """Have everything the site holds about `by` put into a file, in the background; the request.

    One at a time, by a constraint, and one in 24 hours; a request of which nothing came does not count. Raises
    ValidationError (`making`, `a_day`).
    """
    # Requests sent at once wait here for each other, so that the second one sees the first.
    Member.objects.select_for_update(no_key=True).get(pk=by.pk)
    counted = DataExport.objects.visible_to(by).exclude(state=DataExport.State.FAILED)
    last = counted.filter(requested_at__gt=timezone.now() - DataExport.ONE_IN).first()
    if last and last.state != DataExport.State.MAKING:
        again = timezone.localtime(last.requested_at + DataExport.ONE_IN)
        raise ValidationError(ONE_A_DAY.format(at=again), code="a_day")
    try:
        with transaction.atomic():
            export = DataExport.objects.create(member=by)
    except IntegrityError as error:
        raise ValidationError(MAKING, code="making") from error
    queue_job(Job.MAKE_DATA_EXPORT, export_id=export.pk)
    log_deed(logger, "export requested", extra={"export": export.pk, "member": by.public_id})
    return export


def _write(export: DataExport, target: IO[bytes]) -> dict[str, int]:
    write_zip(export.member, target)
    return {"size": target.tell()}


def _tell(export: DataExport) -> None:
    data_export_ended.publish(export=export)


data_export_maker = FileMaker(DataExport, write=_write, on_ready=_tell, on_failed=_tell)


def forget_exports(member: Member) -> None:
    """Close the link of a member who leaves, want nothing that is being made, and delete the file once that is stored.

    While the storage is away the next tidying deletes it.
    """
    mine = DataExport.objects.filter(member=member)
    mine.ready().update(expires_at=timezone.now())
    mine.filter(state=DataExport.State.MAKING).update(state=DataExport.State.FAILED)
    transaction.on_commit(data_export_maker.tidy, robust=True)
