"""What was begun and never came: pictures without a post, what browsers put into the storage."""

from datetime import timedelta

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from pictures import events
from pictures.models import Image, IncomingImage
from pictures.services.reach import delete_files
from polibat.files import private_storage

ORPHANS_LIVE = timedelta(days=2)


def remove_orphans() -> int:
    """Delete pictures that no post shows (any more) for two days and no draft either; returns how many."""
    removed, long_ago = 0, timezone.now() - ORPHANS_LIVE
    left_alone = Q(withheld_at=None) | Q(withheld_at__lt=long_ago)
    for image in Image.objects.filter(left_alone, post=None, created_at__lt=long_ago).iterator():
        if any(events.image_needed_asked.publish(image=image)):
            continue
        # While the storage is away the row stays too, and the next night tries again.
        with transaction.atomic():
            # A post may take it at this very moment; then the row stays, and so do its files.
            if Image.objects.filter(pk=image.pk, post=None).delete()[0]:
                delete_files(image)
                removed += 1
    return removed


def remove_images(images: QuerySet[Image]) -> int:
    """Delete pictures with their files, for good; returns how many. Raises StorageAway: the rest stays."""
    removed = 0
    for image in images.iterator():
        with transaction.atomic():
            Image.objects.filter(pk=image.pk).delete()
            delete_files(image)
        removed += 1
    return removed


def remove_incoming() -> int:
    """Delete what lies where browsers put pictures, two hours later; returns how many rows it were.

    Also of those that were taken: as long as its form counted, a browser could put something there once more.
    """
    removed = 0
    for incoming in IncomingImage.objects.filter(created_at__lt=timezone.now() - IncomingImage.KEPT).iterator():
        with transaction.atomic():
            IncomingImage.objects.filter(pk=incoming.pk).delete()
            private_storage().delete(incoming.name)
        removed += 1
    return removed
