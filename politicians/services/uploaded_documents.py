"""Documents on their way in and out: looked at with suspicion, stored without an address, removed for good."""

import io
import logging
import re
import secrets
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import PurePath

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction

from polibat.files import NOT_STORED, StorageAway, drop_files
from polibat.files.common import DecoderBusy
from polibat.files.images import FOREIGN, decode_picture, too_big, webp_bytes
from polibat.files.pdf import is_active
from polibat.text import clean_line
from politicians.models import Application
from politicians.models.document import (
    DOCUMENTS_MISSING,
    MOST_BYTES,
    MOST_DOCUMENTS,
    Document,
    DocumentQuerySet,
)

logger = logging.getLogger(__name__)

# What is called like a picture and is none gets the words for damaged ones.
PICTURES = {".jpg", ".jpeg", ".jfif", ".png", ".gif", ".webp", ".heic", ".heif", ".avif", ".bmp", ".tif", ".tiff"}
# A scan has to stay legible.
LONGEST_SIDE = 2400
TAIL = 1024


@dataclass(frozen=True)
class UploadedDocument:
    """An upload that `validate_document` found good: what is stored of it."""

    name: str
    kind: str
    content: bytes


def validate_document(upload: UploadedFile) -> UploadedDocument:
    """Return the UploadedDocument inside an upload: a PDF as it came, a picture decoded and encoded anew.

    Raises ValidationError: `too_big`, `empty`, `not_a_document` (another kind of file, a damaged one, one that is
    something else besides, or a PDF with programs or files inside).
    """
    name = clean_line(PurePath(upload.name or "").name)[-100:] or "서류"
    if upload.size is None or upload.size > MOST_BYTES:
        raise too_big(MOST_BYTES)
    suffix = PurePath(upload.name or "").suffix.lower()
    if suffix == ".pdf":
        return UploadedDocument(name, Document.Kind.PDF, _pdf(upload))
    try:
        picture = decode_picture(upload, longest=LONGEST_SIDE, most_bytes=MOST_BYTES)
    except DecoderBusy as error:
        raise ValidationError(NOT_STORED, code="storage") from error
    except ValidationError as error:
        if suffix in PICTURES or error.code != "not_a_picture":
            raise
        message = "PDF나 이미지 파일(jpg, png, gif, webp, heic, bmp, tiff)만 올릴 수 있습니다."
        raise ValidationError(message, code="not_a_document") from error
    return UploadedDocument(name, Document.Kind.PICTURE, webp_bytes(picture, LONGEST_SIDE))


def validate_documents(uploads: Sequence[UploadedFile]) -> list[UploadedDocument]:
    """Examine one to three uploads; raises ValidationError with the name of each that is refused."""
    if not uploads:
        raise ValidationError(DOCUMENTS_MISSING, code="required")
    if len(uploads) > MOST_DOCUMENTS:
        raise ValidationError(f"서류는 {MOST_DOCUMENTS}개까지 올릴 수 있습니다.", code="too_many")
    documents, refusals = [], []
    for upload in uploads:
        try:
            documents.append(validate_document(upload))
        except ValidationError as error:
            name = clean_line(PurePath(upload.name or "").name)[-60:]
            refusals.append(ValidationError(f"{name}: {error.messages[0]}", code=error.code))
    if refusals:
        raise ValidationError(refusals)
    return documents


def store(application: Application, documents: list[UploadedDocument]) -> None:
    """Store the documents of a stored application in the caller's transaction, all or none.

    Raises ValidationError (`storage`) while files cannot be written. Should the transaction fail later on, the files
    have no rows and go with the nightly tidying.
    """
    written = []
    try:
        for number, paper in enumerate(documents, 1):
            suffix = "pdf" if paper.kind == Document.Kind.PDF else "webp"
            document = Document(
                application=application, number=number, kind=paper.kind, name=paper.name, size=len(paper.content)
            )
            document.file.save(f"{secrets.token_urlsafe(24)}.{suffix}", ContentFile(paper.content), save=False)
            written.append(document.file)
            document.save(force_insert=True)
    except StorageAway as error:
        logger.exception("documents not stored")
        drop_files(written)
        message = "지금은 서류를 저장할 수 없어 신청을 받지 못했습니다. 잠시 후 다시 시도해 주세요."
        raise ValidationError({"documents": ValidationError(message, code="storage")}) from error
    except BaseException:
        drop_files(written)
        raise


def remove(documents: DocumentQuerySet) -> int:
    """Delete documents (a queryset) with their files, which go once the rows are gone for certain; returns how many."""
    with transaction.atomic():
        found = list(documents.select_for_update(of=("self",)))
        Document.objects.filter(pk__in=[document.pk for document in found]).delete()
        transaction.on_commit(lambda: drop_files([document.file for document in found]))
    return len(found)


def _pdf(upload: UploadedFile) -> bytes:
    upload.seek(0)
    content = upload.read()
    if len(content) > MOST_BYTES:
        raise too_big(MOST_BYTES)
    end = content.rstrip(b"\r\n\t \x00")
    is_whole = re.match(rb"%PDF-[12]\.[0-9]", content) and end.endswith(b"%%EOF") and b"startxref" in end[-TAIL:]
    if not is_whole:
        raise ValidationError("온전한 PDF 파일이 아닙니다. 다시 저장해서 올려 주세요.", code="not_a_document")
    if FOREIGN.search(content) or zipfile.is_zipfile(io.BytesIO(content)):
        raise ValidationError("PDF가 아닌 내용이 섞여 있는 파일은 올릴 수 없습니다.", code="not_a_document")
    if is_active(content):
        message = "프로그램이나 다른 파일이 들어 있는 PDF는 올릴 수 없습니다. 인쇄용 PDF로 저장해서 올려 주세요."
        raise ValidationError(message, code="not_a_document")
    return content
