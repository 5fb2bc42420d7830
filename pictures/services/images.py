"""Pictures that members put into posts: sent with a form, or put into the storage by the browser."""

import logging

from django.core.exceptions import ValidationError
from django.core.files import File
from django.core.files.base import ContentFile
from django.db import transaction

from accounts.models import Member
from pictures.models import Image, IncomingImage, new_token
from polibat.db.deeds import log_deed
from polibat.files import StorageAway, UploadForm, drop_files, private_storage
from polibat.files.images import MAX_BYTES, decode_picture, too_big, webp_bytes
from polibat.security.limits import spend
from polibat.security.permission import require

logger = logging.getLogger(__name__)

PAGE_LONGEST = 1600
LIST_LONGEST = 400


def store_image(upload: File, *, by: Member) -> Image:
    """Decode `upload` and keep it as WebP in the sizes of page and list, under a name that nobody can guess.

    Raises PermissionDenied, Throttled (60 in 10 minutes), StorageAway, and ValidationError for what is not a picture.
    """
    require(by, "pictures.add_image")
    spend("image", by.pk, times=60, per=600)
    return _keep(upload, by=by)


def offer_upload(incoming: IncomingImage, *, by: Member, size: int) -> UploadForm:
    """Let the browser of `by` put one picture of `size` bytes into the private storage; the form that it sends.

    Counts like a picture that was sent. Raises PermissionDenied, Throttled, StorageAway (nothing can be signed) and
    ValidationError (a type that is no picture's, `too_big`).
    """
    require(by, "pictures.add_image")
    incoming.author = by
    incoming.full_clean(exclude=["author"])
    if size > MAX_BYTES:
        raise too_big(MAX_BYTES)
    spend("image", by.pk, times=60, per=600)
    form = private_storage().upload_form(
        incoming.name, content_type=incoming.content_type, most_bytes=size, seconds=IncomingImage.OPEN_SECONDS
    )
    incoming.save(force_insert=True)
    return form


def take_upload(incoming: IncomingImage, *, by: Member) -> Image:
    """Look into what the browser put there, and keep it as `store_image` does; what lay there goes.

    Twice, also at once, it is the same picture. Raises PermissionDenied, Throttled (120 in 10 minutes), StorageAway,
    and ValidationError for what is not a picture, or is not there (`missing`).
    """
    require(by, "pictures.add_image")
    spend("image-taken", by.pk, times=120, per=600)
    image = None
    try:
        with transaction.atomic():
            # Its image is asked for by itself: a join would show none to whoever waited here.
            locked = IncomingImage.objects.select_for_update().get(pk=incoming.pk)
            if locked.image:
                return locked.image
            image = locked.image = _keep(_content_of(locked), by=by)
            locked.save(update_fields=["image"])
    except ValidationError as error:
        if getattr(error, "code", "") != "missing":
            _forget(incoming)
        raise
    except BaseException:
        if image:
            drop_files([image.page_file, image.list_file])
        raise
    _forget(incoming)
    return image


def discard_image(image: Image) -> None:
    """Delete a picture that was stored for something that did not come about; one that a post took stays."""
    with transaction.atomic():
        if Image.objects.filter(pk=image.pk, post=None).delete()[0]:
            transaction.on_commit(lambda: drop_files([image.page_file, image.list_file]))


def _keep(upload: File, *, by: Member) -> Image:
    """Files are written first and taken away again when the row cannot be stored, so that no row lacks its files."""
    picture = decode_picture(upload, longest=PAGE_LONGEST)
    image = Image(author=by, token=new_token())
    page = webp_bytes(picture, PAGE_LONGEST)
    image.width, image.height = picture.size
    image.was_moving = picture.info.get("was_moving", False)
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
        drop_files(written)
        raise
    log_deed(logger, "image stored", extra={"image": image.pk, "author": by.pk})
    return image


def _content_of(incoming: IncomingImage) -> ContentFile:
    """What lies there, as an upload; its size is asked first, because whoever put it there may have lied."""
    storage = private_storage()
    try:
        if storage.size(incoming.name) > MAX_BYTES:
            raise too_big(MAX_BYTES)
        with storage.open(incoming.name) as file:
            return ContentFile(file.read(MAX_BYTES + 1), name=incoming.name)
    except FileNotFoundError as error:
        message = "올린 이미지를 찾을 수 없습니다. 이미지를 다시 올려 주세요."
        raise ValidationError(message, code="missing") from error


def _forget(incoming: IncomingImage) -> None:
    """Nobody needs what lay there; the tidying takes it where that fails."""
    try:
        private_storage().delete(incoming.name)
    except StorageAway:
        logger.warning("incoming image left for the tidying", extra={"author": incoming.author_id})
