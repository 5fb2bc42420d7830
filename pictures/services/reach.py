"""Whether everybody finds a picture: its files lie in the public storage, or out of reach in the private one.

What is meant (`withheld_at`) changes in the transaction of the verb that means it; files follow once it is committed,
and a job brings on what could not be moved then.
"""

import logging
from collections.abc import Iterable
from datetime import datetime
from functools import partial

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from pictures.models import Image
from polibat.files import StorageAway, move_file, private_storage, public_storage

logger = logging.getLogger(__name__)


def withhold(images: QuerySet[Image]) -> None:
    """Take pictures out of reach: nobody finds their files any more, whoever knows their addresses."""
    _follow(images.filter(withheld_at=None), timezone.now())


def release(images: QuerySet[Image]) -> None:
    """Let everybody find pictures again."""
    _follow(images.exclude(withheld_at=None), None)


def bring_on(keys: Iterable[int] | None = None) -> int:
    """Move the files of pictures (of all, without keys) that do not lie where they belong; returns how many they were.

    Each in a transaction of its own. Raises StorageAway: what is left is moved the next time.
    """
    waiting = Image.objects.on_their_way()
    number = 0
    for key in list((waiting if keys is None else waiting.filter(pk__in=keys)).values_list("pk", flat=True)):
        with transaction.atomic():
            image = Image.objects.on_their_way().select_for_update(no_key=True).filter(pk=key).first()
            if image is None:
                continue
            public, private = public_storage, private_storage()
            out_of, into = (public, private) if image.withheld_at else (private, public)
            there = [move_file(name, out_of=out_of, into=into) for name in image.names]
            if not all(there):
                logger.warning("files of an image are missing", extra={"image": key})
            Image.objects.filter(pk=key).update(is_out_of_reach=image.withheld_at is not None)
            number += 1
    return number


def delete_files(image: Image) -> None:
    """Delete what there is of a picture, wherever it lies. Raises StorageAway."""
    stays_public = image.withheld_at is None and not image.is_out_of_reach
    for storage in [public_storage] if stays_public else [public_storage, private_storage()]:
        for name in image.names:
            storage.delete(name)


def _follow(images: QuerySet[Image], withheld_at: datetime | None) -> None:
    keys = list(images.values_list("pk", flat=True))
    if keys:
        Image.objects.filter(pk__in=keys).update(withheld_at=withheld_at)
        transaction.on_commit(partial(_bring_on_now, keys))


def _bring_on_now(keys: list[int]) -> None:
    try:
        bring_on(keys)
    except StorageAway:
        logger.exception("images not moved; the job goes on")
