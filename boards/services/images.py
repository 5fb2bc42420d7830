"""Pictures that members put into posts."""

import logging

from django.core.files.base import ContentFile
from django.db import transaction

from boards.models import Image
from boards.models.image import new_token
from boards.services.permission import require
from polibat.limits import spend
from polibat.pictures import decode_picture, shrunk, webp_bytes

logger = logging.getLogger(__name__)

PAGE_LONGEST = 1600
LIST_LONGEST = 400


def store_image(upload, *, by):
    """Decode `upload` and keep it as WebP in the sizes of page and list, under a name that nobody can guess.

    The files are written first and taken away again when the row cannot be stored, so that no row lacks its files.
    Raises PermissionDenied, Throttled (60 in 10 minutes) and ValidationError for what is not a picture.
    """
    require(by, "boards.add_image")
    spend("image", by.pk, times=60, per=600)
    picture = shrunk(decode_picture(upload), PAGE_LONGEST)
    image = Image(author=by, token=new_token())
    page = webp_bytes(picture, PAGE_LONGEST)
    image.width, image.height = picture.size
    written = []
    try:
        for field, name, content in (
            (image.page_file, f"{image.token}.webp", page),
            (image.list_file, f"{image.token}-list.webp", webp_bytes(picture, LIST_LONGEST)),
        ):
            field.save(name, ContentFile(content), save=False)
            written.append(field)
        with transaction.atomic():
            image.save(force_insert=True)
    except BaseException:
        for field in written:
            field.storage.delete(field.name)
        raise
    logger.info("image stored", extra={"image": image.pk, "author": by.pk})
    return image
