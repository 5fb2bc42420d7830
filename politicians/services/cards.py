"""Changing what a politician shows of themselves."""

import logging
import secrets

from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.base import ContentFile
from django.db import transaction

from polibat.page_cache import drop_pages
from polibat.pictures import decode_picture, webp_bytes
from polibat.text import clean_line

logger = logging.getLogger(__name__)

PHOTO_PIXELS = 480
LINES = ("youtube_name", "bank_account", "motto")


@transaction.atomic
def save_name_card(card, *, by, photo=None, remove_photo=False):
    """Store a changed name card, and with it another photo (an upload) or none.

    Raises PermissionDenied for whoever neither speaks for the politician nor is an admin, and ValidationError for what
    cannot be shown.
    """
    politician = card.politician
    if not by.has_perm("politicians.change_namecard", politician):
        raise PermissionDenied("이 명함카드는 해당 정치인과 보좌진, 관리자만 고칠 수 있습니다.")
    for field in LINES:
        setattr(card, field, clean_line(getattr(card, field)))
    card.full_clean()
    if photo:
        _replace_photo(politician, _encoded(photo))
    elif remove_photo:
        _replace_photo(politician, None)
    card.save()
    drop_pages("politicians", f"politician:{politician.public_id}", "board:voice")
    logger.info("name card saved", extra={"politician": politician.pk, "by": by.pk})
    return card


def _encoded(photo):
    try:
        return ContentFile(webp_bytes(decode_picture(photo), PHOTO_PIXELS), name=f"{secrets.token_urlsafe(16)}.webp")
    except ValidationError as error:
        raise ValidationError({"photo": error}) from error


def _replace_photo(politician, content):
    """Store another photo; the old file goes once the change is certain."""
    old, storage = politician.photo.name, politician.photo.storage
    politician.photo = content
    politician.save(update_fields=["photo"])
    if old:
        transaction.on_commit(lambda: storage.delete(old))
