"""The only door to the documents of an application."""

import logging

from django.core.exceptions import ValidationError
from django.db import transaction

from accounts.models import Member
from polibat.db.deeds import log_deed
from polibat.security.permission import require
from politicians.models import Document, DocumentAccess

logger = logging.getLogger(__name__)


def open_document(document: Document, *, by: Member, ip: str, device: str) -> bytes:
    """Return the content of a document for staff who decide; the look is on record before anything is read.

    Raises PermissionDenied for everybody else, ValidationError (`storage`) while files cannot be read.
    """
    require(
        by, "politicians.view_document", document, words="가입 신청 서류는 신청을 처리하는 관리자만 볼 수 있습니다."
    )
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
