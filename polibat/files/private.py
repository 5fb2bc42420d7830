"""Where files lie that not everybody may read."""

from django.core.files.storage import storages
from django.utils.functional import LazyObject


class _PrivateFiles(LazyObject):
    """The private storage once somebody asks something of it: models name it before anything is set up."""

    def _setup(self):
        self._wrapped = storages["private"]


_private_files = _PrivateFiles()


def private_storage():
    """The storage of files without an address, for `FileField(storage=private_storage)`: documents, data exports."""
    return _private_files
