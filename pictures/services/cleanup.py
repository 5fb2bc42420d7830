"""What was begun and never came: pictures without a post, what browsers put into the storage."""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from pictures import events
from pictures.models import Image, IncomingImage
from polibat.files import private_storage

ORPHANS_LIVE = timedelta(days=2)


def remove_orphans() -> int:
    """Delete pictures that no post took within two days and no draft still shows; returns how many."""
    removed = 0
    for image in Image.objects.filter(post=None, created_at__lt=timezone.now() - ORPHANS_LIVE).iterator():
        if any(events.image_needed_asked.publish(image=image)):
            continue
        # While the storage is away the row stays too, and the next night tries again.
        with transaction.atomic():
            # A post may take it at this very moment; then the row stays, and so do its files.
            if Image.objects.filter(pk=image.pk, post=None).delete()[0]:
                for field in (image.page_file, image.list_file):
                    field.storage.delete(field.name)
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
