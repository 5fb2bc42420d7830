"""Changing what a politician shows of themselves."""

import logging
import secrets
from copy import copy

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction

from accounts.models import Member
from polibat.cache.pages import invalidate
from polibat.cache.tags import Tag
from polibat.db.deeds import log_deed
from polibat.files import drop_files
from polibat.files.images import decode_picture, webp_bytes
from polibat.security.permission import require
from polibat.text import clean_line
from politicians.models import NameCard

logger = logging.getLogger(__name__)

PHOTO_PIXELS = 480
LINES = ("youtube_name", "bank_account", "motto")


def save_name_card(
    card: NameCard, *, by: Member, photo: UploadedFile | None = None, remove_photo: bool = False
) -> NameCard:
    """Store a changed name card, and with it another photo (an upload) or none.

    Raises PermissionDenied for whoever neither speaks for the politician nor is an admin, and ValidationError for what
    cannot be shown.
    """
    politician = card.politician
    require(
        by,
        "politicians.change_namecard",
        politician,
        words="이 명함카드는 해당 정치인과 보좌진, 관리자만 고칠 수 있습니다.",
    )
    for field in LINES:
        setattr(card, field, clean_line(getattr(card, field)))
    card.full_clean()
    old, written = copy(politician.photo), []
    if photo:
        # The file before its row, so that no row lacks it.
        content = _encoded(photo)
        politician.photo.save(content.name, content, save=False)
        written.append(politician.photo)
    elif remove_photo:
        politician.photo = None
    try:
        with transaction.atomic():
            card.save()
            if photo or remove_photo:
                politician.save(update_fields=["photo"])
                transaction.on_commit(lambda: drop_files([old] if old else []))
    except BaseException:
        drop_files(written)
        raise
    invalidate(Tag.POLITICIANS, Tag.politician(politician.public_id), Tag.NAME_CARDS)
    log_deed(logger, "name card saved", extra={"politician": politician.pk, "by": by.pk})
    return card


def _encoded(photo: UploadedFile) -> ContentFile:
    try:
        picture = decode_picture(photo, longest=PHOTO_PIXELS)
    except ValidationError as error:
        raise ValidationError({"photo": error}) from error
    return ContentFile(webp_bytes(picture, PHOTO_PIXELS), name=f"{secrets.token_urlsafe(16)}.webp")
