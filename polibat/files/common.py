"""What a folder and S3 have in common: how they fail, what they cache, what they let browsers do."""

import logging
import mimetypes
import time
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.core.files import File
from django.core.files.storage import Storage

logger = logging.getLogger(__name__)

# Names of public files are random and never used twice, but what shows one may end: a CDN asks again within a minute.
KEPT_SHORTLY = "public, max-age=3600, s-maxage=60"
NOT_KEPT = "private, no-store"
# Whatever a file of strangers holds: opened as a page it may load nothing and run nothing.
SANDBOX = "sandbox; default-src 'none'"
# Seconds for which a storage that could be written to counts as one that can; and what is written: a full disk may
# still have room for a byte.
PROBED_FOR = 10
PROBE = b"." * 4096
NOT_STORED = "지금은 파일을 저장할 수 없습니다. 쓰신 내용은 그대로 두었습니다. 잠시 후 파일을 다시 골라 보내 주세요."
# What the machine's own tables may lack.
TYPES = {".webp": "image/webp", ".json": "application/json", ".csv": "text/csv"}


if TYPE_CHECKING:

    class _Storage(Storage):
        """What `Reached` stands before: a storage that says how it reads and writes."""

        def _open(self, name: str, mode: str) -> File: ...

        def _save(self, name: str, content: File) -> str: ...
else:
    _Storage = object


class StorageAway(OSError):
    """Files can be neither written nor read at the moment; a file that is not there is another matter."""


class DecoderBusy(StorageAway):
    """Pictures cannot be taken at the moment, because others are being decoded."""


class Reached(_Storage):
    """A storage whose own failures are said in one word: StorageAway, or FileNotFoundError for what is not there.

    Stands before the storage it wraps; `where` names it, `failures` are the exceptions that mean it is away.
    """

    where = ""
    failures = (OSError,)
    _written_at = 0.0

    def probe(self):
        """Raise StorageAway unless a file can be written; what went well is believed for some seconds.

        Whoever asks is a stranger as often as not, and shall not make us write at each call.
        """
        if self._written_at and time.monotonic() - self._written_at < PROBED_FOR:
            return
        self.write_probe()
        self._written_at = time.monotonic()

    def write_probe(self):
        """Write a few bytes and take them away again; raises StorageAway."""
        raise NotImplementedError

    @contextmanager
    def reached(self):
        """Turn the failures of whatever stands inside into StorageAway."""
        try:
            yield
        except (FileNotFoundError, StorageAway):
            raise
        except self.failures as error:
            raise StorageAway(f"{self.where}: {error}") from error

    def exists(self, name):
        """Whether there is a file of that name."""
        with self.reached():
            return super().exists(name)

    def delete(self, name):
        """Delete a file; one that is not there is no fault."""
        with self.reached():
            super().delete(name)

    def size(self, name):
        """The bytes of a file."""
        with self.reached():
            return super().size(name)

    def listdir(self, path):
        """The folders and files in a folder."""
        with self.reached():
            return super().listdir(path)

    def get_modified_time(self, name):
        """When a file was written."""
        with self.reached():
            return super().get_modified_time(name)

    def _save(self, name, content):
        with self.reached():
            return super()._save(name, content)

    def _open(self, name, mode="rb"):
        with self.reached():
            return super()._open(name, mode)


@dataclass(frozen=True)
class UploadForm:
    """What a browser posts, together with the file, to put it into the storage by itself: address and fields."""

    url: str
    fields: dict


def content_type_of(name):
    """What a stored file is served as; its name was given here, after a look into it."""
    known = next((kind for suffix, kind in TYPES.items() if name.endswith(suffix)), None)
    return known or mimetypes.guess_type(name)[0] or "application/octet-stream"


def drop_files(files):
    """Delete the files of fields that nothing names any more; one that cannot be deleted now is in the log."""
    for file in files:
        try:
            file.storage.delete(file.name)
        except OSError:
            logger.warning("file left behind", extra={"file": file.name})
