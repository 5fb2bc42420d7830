"""Files in folders of this machine, for the local run and for sites that want no S3."""

import contextlib
import secrets
import time
from pathlib import Path
from typing import Literal

from django.core import signing
from django.core.files.storage import FileSystemStorage
from django.urls import reverse

from polibat.files.common import PROBE, Reached, UploadForm

UPLOAD, DOWNLOAD = "polibat.files.upload", "polibat.files.download"


class Folder(Reached, FileSystemStorage):
    """A folder that fails as S3 does: StorageAway, or FileNotFoundError for a file that is not there."""

    kind: Literal["folder"] = "folder"
    where = "the folder of files"

    def write_probe(self):
        """Write a file and delete it: a folder may be there, be ours, and have no room left."""
        with self.reached():
            folder = Path(self.base_location)
            folder.mkdir(parents=True, exist_ok=True)
            probe = folder / f".probe-{secrets.token_hex(8)}"
            try:
                probe.write_bytes(PROBE)
            finally:
                probe.unlink(missing_ok=True)

    def _save(self, name, content):
        """Write a file whole, or leave nothing of it: on a full disk half of one would only take room."""
        was_there = self.exists(name)
        try:
            return super()._save(name, content)
        except BaseException:
            if not was_there:
                with contextlib.suppress(OSError):
                    self.delete(name)
            raise


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

    def name_of(self, address):
        """The file that an address of `download_url` is for, also of one that is over; None for any other address."""
        start = reverse("file-fetch", args=["-"]).removesuffix("-")
        if not address.startswith(start):
            return None
        try:
            return signing.loads(address.removeprefix(start), salt=DOWNLOAD)["name"]
        except signing.BadSignature:
            return None


def read_promise(signed, *, salt):
    """What was signed, or None for what is not ours or over."""
    try:
        allowed = signing.loads(signed, salt=salt)
    except signing.BadSignature:
        return None
    return allowed if time.time() <= allowed["until"] else None
