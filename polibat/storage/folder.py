"""Files in folders of this machine, for the local run and for sites that want no S3."""

import os
import time
from contextlib import contextmanager
from pathlib import Path

from django.core import signing
from django.core.files.storage import FileSystemStorage
from django.urls import reverse

from polibat.storage.common import StorageAway, UploadForm

UPLOAD, DOWNLOAD = "polibat.storage.upload", "polibat.storage.download"


@contextmanager
def _reached():
    try:
        yield
    except FileNotFoundError:
        raise
    except OSError as error:
        raise StorageAway(f"the folder of files: {error}") from error


class Folder(FileSystemStorage):
    """A folder that fails as S3 does: StorageAway, or FileNotFoundError for a file that is not there."""

    kind = "folder"

    def probe(self):
        """Raise StorageAway unless files can be written."""
        folder = Path(self.base_location)
        while not os.path.lexists(folder):
            folder = folder.parent
        if not (folder.is_dir() and os.access(folder, os.W_OK | os.X_OK)):
            raise StorageAway("the folder of files cannot be written to")

    def delete(self, name):
        """Delete a file; one that is not there is no fault."""
        with _reached():
            super().delete(name)

    def size(self, name):
        """The bytes of a file."""
        with _reached():
            return super().size(name)

    def listdir(self, path):
        """The folders and files in a folder."""
        with _reached():
            return super().listdir(path)

    def _save(self, name, content):
        with _reached():
            return super()._save(name, content)

    def _open(self, name, mode="rb"):
        with _reached():
            return super()._open(name, mode)


class PublicFolder(Folder):
    """What everybody may read: served under MEDIA_URL, for ever under the same name."""


class PrivateFolder(Folder):
    """What only some may read, and what nobody has looked into yet: it has no address but signed ones for minutes."""

    def upload_form(self, name, *, content_type, most_bytes, seconds):
        """Let a browser put one file of that type and size under `name`, for some seconds."""
        allowed = {"name": name, "type": content_type, "most": most_bytes, "until": time.time() + seconds}
        fields = {"key": name, "Content-Type": content_type, "policy": signing.dumps(allowed, salt=UPLOAD)}
        return UploadForm(reverse("file-receive"), fields)

    def download_url(self, name, *, filename, content_type, seconds):
        """An address under which one file can be taken away, for some seconds."""
        allowed = {"name": name, "filename": filename, "type": content_type, "until": time.time() + seconds}
        return reverse("file-fetch", args=[signing.dumps(allowed, salt=DOWNLOAD)])


def read_promise(signed, *, salt):
    """What was signed, or None for what is not ours or over."""
    try:
        allowed = signing.loads(signed, salt=salt)
    except signing.BadSignature:
        return None
    return allowed if time.time() <= allowed["until"] else None
