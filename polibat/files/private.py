"""Where files lie that not everybody may read."""

from typing import cast

from django.core.files.storage import storages
from django.utils.functional import LazyObject

from polibat.files.folder import PrivateFolder
from polibat.files.s3 import PrivateS3


class _PrivateFiles(LazyObject):
    """The private storage once somebody asks something of it: models name it before anything is set up."""

    def _setup(self):
        self._wrapped = storages["private"]


# What is asked of it is answered by one of these.
_private_files = cast("PrivateFolder | PrivateS3", _PrivateFiles())


def private_storage() -> PrivateFolder | PrivateS3:
    """The storage of files without an address, for `FileField(storage=private_storage)`: documents, data exports."""
    return _private_files
