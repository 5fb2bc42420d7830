"""Documents of tests go nowhere else."""

import pytest

from polibat.files import PrivateFolder
from politicians.models import Document


@pytest.fixture(autouse=True)
def private_files(tmp_path, monkeypatch):
    """The folder of the documents; returns a function that lists what lies in it."""
    folder = tmp_path / "private"
    storage = PrivateFolder(location=folder, base_url=None)
    monkeypatch.setattr(Document.file.field, "storage", storage)
    return lambda: sorted(path.name for path in folder.rglob("*") if path.is_file())


@pytest.fixture
def storage_away(tmp_path, monkeypatch, private_files):
    """Files cannot be written or read: where the folder was, there is something else."""
    place = tmp_path / "no-folder"
    place.write_bytes(b"")
    monkeypatch.setattr(Document.file.field, "storage", PrivateFolder(location=place, base_url=None))
