"""Files in folders of this machine, for the local run and for sites that want no S3."""

import os
import time
from pathlib import Path
from typing import Literal

from django.core import signing
from django.core.files.storage import FileSystemStorage
from django.urls import reverse

from polibat.files.common import Reached, StorageAway, UploadForm

UPLOAD, DOWNLOAD = "polibat.files.upload", "polibat.files.download"


class Folder(Reached, FileSystemStorage):
    """A folder that fails as S3 does: StorageAway, or FileNotFoundError for a file that is not there."""

    kind: Literal["folder"] = "folder"
    where = "the folder of files"

    def probe(self):
        """Raise StorageAway unless files can be written."""
        folder = Path(self.base_location)
        while not os.path.lexists(folder):
            folder = folder.parent
        if not (folder.is_dir() and os.access(folder, os.W_OK | os.X_OK)):
            raise StorageAway("the folder of files cannot be written to")


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
