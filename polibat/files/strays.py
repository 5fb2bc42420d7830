"""Files that no row names: of a transaction that failed after they were written, of a process that was killed.

Every model with a file field is found by itself; an app that gets one needs nothing here.
"""

import logging
from collections.abc import Iterable, Iterator
from contextlib import suppress
from datetime import timedelta

from django.apps import apps
from django.core.files.storage import Storage
from django.db import models
from django.db.models import QuerySet
from django.utils import timezone

from polibat.files.private import private_storage

logger = logging.getLogger(__name__)

# A form may take its time between the file and its row.
YOUNG = timedelta(days=1)
# What browsers put there has rows that go after hours (IncomingImage); what comes later has none.
INCOMING = "uploads/incoming"
AT_ONCE = 500
# Where more than this many files have no row, and they are more than a third, the rows are what is missing: a database
# that is empty, or came back from an old dump. Then nobody but people may decide.
MANY = 100


def remove_strays() -> int:
    """Delete the files that have been without a row for a day; returns how many. Raises StorageAway."""
    removed = 0
    for storage, folders in _folders():
        for folder in sorted(folders):
            names = _names(storage, folder)
            some = (names[at : at + AT_ONCE] for at in range(0, len(names), AT_ONCE))
            strays = [name for part in some for name in _unknown(storage, part)]
            if len(strays) > MANY and 3 * len(strays) > len(names):
                logger.error("too many files without a row", extra={"folder": folder, "strays": len(strays)})
                continue
            removed += _remove_old(storage, strays)
    return removed + _remove_old(private_storage(), _names(private_storage(), INCOMING))


def _fields() -> Iterator[models.FileField]:
    """Every file field of the site."""
    for model in apps.get_models():
        if model._meta.proxy:
            continue
        yield from (field for field in model._meta.concrete_fields if isinstance(field, models.FileField))


def _folders() -> list[tuple[Storage, set[str]]]:
    """Each storage with the folders into which its fields write."""
    found: dict[int, tuple[Storage, set[str]]] = {}
    for field in _fields():
        if isinstance(field.upload_to, str):
            found.setdefault(id(field.storage), (field.storage, set()))[1].add(field.upload_to.rstrip("/"))
    return list(found.values())


def _names(storage: Storage, folder: str) -> list[str]:
    """The files right inside a folder."""
    try:
        return [f"{folder}/{name}" for name in storage.listdir(folder)[1]]
    except FileNotFoundError:
        return []


def _unknown(storage: Storage, names: Iterable[str]) -> set[str]:
    """Those of `names` that stand in no row, of whichever model that writes into this storage."""
    left = set(names)
    for field in _fields():
        if field.storage is storage:
            rows = QuerySet(field.model).filter(**{f"{field.name}__in": left})
            left -= set(rows.values_list(field.name, flat=True))
    return left


def _remove_old(storage: Storage, names: Iterable[str]) -> int:
    old, removed = timezone.now() - YOUNG, 0
    for name in names:
        # Somebody else who tidies may be faster.
        with suppress(FileNotFoundError):
            if storage.get_modified_time(name) < old:
                storage.delete(name)
                logger.info("stray file removed", extra={"file": name})
                removed += 1
    return removed
