"""Nothing is left of a file that could not be written whole, and what no row names goes."""

import errno
import os
import time

import pytest
from django.core.files.base import ContentFile

from polibat.files import StorageAway, private_storage, public_storage, strays
from polibat.files.folder import Folder
from polibat.files.s3 import Bucket
from polibat.files.strays import remove_strays
from tests import factories

OLD = time.time() - 2 * 24 * 3600


class Torn(ContentFile):
    """A file whose second piece finds no room."""

    def chunks(self, chunk_size=None):
        """Give a piece, then fail as a full disk does."""
        yield b"x" * 1000
        raise OSError(errno.ENOSPC, "No space left on device")


@pytest.fixture
def folder(use_storage):
    use_storage("folder")


def put(storage, name, *, old=True):
    """A file that is two days old, or new."""
    stored = storage.save(name, ContentFile(b"x"))
    if old:
        os.utime(storage.path(stored), (OLD, OLD))
    return stored


@pytest.mark.parametrize("storage", [public_storage, private_storage()])
def test_a_file_that_could_not_be_written_whole_is_gone(folder, storage):
    with pytest.raises(StorageAway):
        storage.save("images/torn.webp", Torn(b""))
    assert storage.listdir("images")[1] == []


def test_a_name_that_is_taken_keeps_its_file(folder):
    put(public_storage, "images/first.webp")
    with pytest.raises(StorageAway):
        public_storage._save("images/first.webp", Torn(b""))
    assert public_storage.exists("images/first.webp")


def test_a_full_folder_is_seen(folder, client, monkeypatch, db):
    def full(path, content):
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr("pathlib.Path.write_bytes", full)
    part = client.get("/health/detailed").json()["parts"]["storage"]
    assert part == {"status": "down", "error": "StorageAway"}


def test_a_probe_leaves_nothing_and_is_not_made_at_each_call(storage, monkeypatch):
    storages = (public_storage, private_storage())
    for one in storages:
        one.probe()
        assert [name for name in one.listdir("")[1] if "probe" in name] == []
    written = []
    for kind in (Folder, Bucket):
        monkeypatch.setattr(kind, "write_probe", written.append)
    for one in storages:
        one.probe()
    assert written == []


def test_files_without_a_row_go_and_others_stay(storage, citizen, superuser, monkeypatch):
    monkeypatch.setattr("polibat.files.strays.YOUNG", strays.YOUNG * 0)
    from pictures.services import store_image  # noqa: PLC0415 - decodes pictures

    image, banner = store_image(factories.upload(), by=citizen), factories.banner(superuser)
    kept = {image.page_file.name, image.list_file.name, banner.pc_image.name, banner.mobile_image.name} - {""}
    lost = [public_storage.save(f"{place}lost.webp", ContentFile(b"x")) for place in ("images/", "images/banners/")]
    lost_private = [
        private_storage().save(f"{place}lost", ContentFile(b"x"))
        for place in ("applications/", "exports/", "staff-exports/", "uploads/incoming/")
    ]
    assert remove_strays() == len(lost + lost_private)
    assert all(map(public_storage.exists, kept))
    assert not any(map(public_storage.exists, lost))
    assert not any(map(private_storage().exists, lost_private))


@pytest.mark.django_db
def test_a_young_file_may_still_get_its_row(folder):
    young, old = put(public_storage, "images/young.webp", old=False), put(public_storage, "images/old.webp")
    assert remove_strays() == 1
    assert (public_storage.exists(young), public_storage.exists(old)) == (True, False)


@pytest.mark.django_db
def test_where_the_rows_are_missing_no_file_is_touched(folder, monkeypatch, caplog):
    monkeypatch.setattr(strays, "MANY", 2)
    names = [put(public_storage, f"images/{number}.webp") for number in range(3)]
    assert remove_strays() == 0
    assert all(map(public_storage.exists, names))
    assert "too many files without a row" in caplog.text
