"""How static files are stored."""

from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles import finders
from whitenoise.storage import CompressedManifestStaticFilesStorage


def static_file(name: str) -> Path:
    """Where a static file of ours lies. Raises FileNotFoundError."""
    found = finders.find(name)
    if found is None:
        raise FileNotFoundError(name)
    return Path(found)


class StaticStorage(CompressedManifestStaticFilesStorage):
    """Hashed names, Brotli copies, and imports between JavaScript modules rewritten to the hashed names."""

    support_js_module_import_aggregation = True

    def __init__(self, *args, **kwargs):
        """Begin with no address known."""
        super().__init__(*args, **kwargs)
        self._known = {}

    def url(self, name, force=False):  # noqa: FBT002 - Django's signature
        """Return the address of a file; a served page asks for some twenty that never change, so they are kept."""
        if settings.DEBUG or force:
            return super().url(name, force)
        address = self._known.get(name)
        if address is None:
            address = self._known[name] = super().url(name)
        return address
