"""The only door to the documents of an application."""

import logging

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from accounts.models import Member
from notifications.services import tell_staff_channel
from polibat.db.deeds import log_deed
from polibat.security.limits import Throttled, spend
from polibat.security.permission import require
from politicians.models import Document, DocumentAccess

logger = logging.getLogger(__name__)

HOUR = 3600


def open_document(document: Document, *, by: Member, ip: str, device: str) -> bytes:
    """Return the content of a document for staff who decide; the look is on record before anything is read.

    Raises PermissionDenied for everybody else, ValidationError (`storage`) while files cannot be read, and Throttled
    beyond what one of staff may open in an hour, of which the staff channel hears.
    """
    require(
        by, "politicians.view_document", document, words="가입 신청 서류는 신청을 처리하는 관리자만 볼 수 있습니다."
    )
    _count_look(by)
    with transaction.atomic():
        DocumentAccess.objects.create(
            application_id=document.application_id, number=document.number, by=by, ip=ip or None, device=device
        )
    log_deed(logger, "document opened", extra={"application": document.application_id, "by": by.public_id})
    try:
        with document.file.open("rb") as file:
            return file.read()
    except OSError as error:
        logger.exception("document not read")
        raise ValidationError("지금은 서류를 읽을 수 없습니다. 잠시 후 다시 시도해 주세요.", code="storage") from error


def _count_look(by: Member) -> None:
    """Count a look at papers that prove who somebody is; whoever decides applications needs few an hour."""
    limit = settings.STAFF_PAPERS_AN_HOUR
    try:
        spend("papers", by.pk, times=limit, per=HOUR)
    except Throttled:
        event = f"papers:{by.public_id}:{timezone.now():%Y-%m-%dT%H}"
        facts = (("운영자", by.public_id), ("한도", f"{limit}건"))
        tell_staff_channel("가입 신청 서류 열람이 한도를 넘었습니다", facts=facts, event=event)
        raise
