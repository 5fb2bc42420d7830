"""Making a file in the background: one way for every model of generated files."""

import logging
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from typing import IO, Any

from django.core.files import File
from django.db import transaction
from django.utils import timezone

from polibat.files.generated import GeneratedFile

logger = logging.getLogger(__name__)


class NotWantedError(Exception):
    """Nobody may have the file any more; nothing is made."""


@dataclass(frozen=True)
class FileMaker:
    """How the files of one model are made, handed over, given up and deleted.

    `write(row, target)` writes the file and returns the fields that tell of it (size, rows), or raises NotWantedError.
    `on_ready(row)` and `on_failed(row)` tell whoever asked, in the transaction that ends the request.
    """

    model: type[Any]
    write: Callable[[Any, IO[bytes]], dict[str, int]]
    on_ready: Callable[[Any], None]
    on_failed: Callable[[Any], None]

    def make(self, pk: int) -> None:
        """Make the file of one request; raises OSError while the storage is away and there are tries left."""
        row = self.model.objects.filter(pk=pk, state=self.model.State.MAKING).first()
        if row is None:
            return
        row.tries += 1
        self.model.objects.filter(pk=pk).update(tries=row.tries)
        try:
            self._store(row)
        except NotWantedError:
            self.give_up(row)
        except OSError:
            logger.exception("file not stored", extra={"model": self.model.__name__, "row": pk, "tries": row.tries})
            if row.tries < self.model.TRIES:
                raise
            self.give_up(row)

    def _store(self, row: GeneratedFile) -> None:
        storage = row.file.storage
        with tempfile.TemporaryFile() as target:
            told = self.write(row, target)
            target.seek(0)
            # What a try before this one left behind.
            storage.delete(row.file_name)
            name = storage.save(row.file_name, File(target))
        if not self._hand_over(row, name, told):
            storage.delete(name)

    def _hand_over(self, row: GeneratedFile, name: str, told: dict[str, int]) -> bool:
        """Let whoever asked fetch the file; False when it is not wanted any more, or was made twice."""
        with transaction.atomic():
            stored = self.model.objects.select_for_update().get(pk=row.pk)
            if stored.state != self.model.State.MAKING:
                return False
            stored.state, stored.file = self.model.State.READY, name
            stored.expires_at = timezone.now() + self.model.KEPT
            for field, value in told.items():
                setattr(stored, field, value)
            stored.save(update_fields=["state", "file", "expires_at", *told])
            self.on_ready(stored)
        logger.info("file ready", extra={"model": self.model.__name__, "row": row.pk, **told})
        return True

    def give_up(self, row: GeneratedFile) -> None:
        """Say honestly that nothing came of it; one may ask again at once."""
        with transaction.atomic():
            stored = self.model.objects.select_for_update().get(pk=row.pk)
            if stored.state != self.model.State.MAKING:
                return
            stored.state = self.model.State.FAILED
            stored.save(update_fields=["state"])
            self.on_failed(stored)

    def tidy(self) -> None:
        """Delete the files whose time is up, and give up what nobody makes any more; safe to run twice or late."""
        for row in self.model.objects.stuck():
            self.give_up(row)
        for row in self.model.objects.over():
            try:
                row.file.storage.delete(row.file.name)
            except OSError:
                # The next run tries again; the link is closed since its time was up.
                logger.exception("file not deleted", extra={"model": self.model.__name__, "row": row.pk})
                continue
            self.model.objects.filter(pk=row.pk).update(state=self.model.State.EXPIRED, file="")
