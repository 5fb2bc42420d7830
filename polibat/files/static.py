"""How static files are stored."""

import posixpath
import re
from collections.abc import Iterator
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles import finders
from django.core.files.base import ContentFile
from django.core.files.storage import Storage
from whitenoise.storage import CompressedManifestStaticFilesStorage

IMPORT = re.compile(r"""^@import (?:url\()?["']([^"']+)["']\)?\s*([^;]*);\n?""", re.MULTILINE)
URL = re.compile(r"""url\((["']?)(?![a-z]+:|/|#)([^"')]+)\1\)""")


def static_file(name: str) -> Path:
    """Where a static file of ours lies. Raises FileNotFoundError."""
    found = finders.find(name)
    if found is None:
        raise FileNotFoundError(name)
    return Path(found)


def whole_sheet(name: str) -> str:
    """A style sheet of ours with all that it imports written into it, so that a browser asks once.

    Without this it works as well: browsers follow the imports.
    """
    text = static_file(name).read_text(encoding="utf-8")

    def imported(found: re.Match[str]) -> str:
        source = posixpath.normpath(posixpath.join(posixpath.dirname(name), found[1]))
        inner = _moved(whole_sheet(source), source, name)
        return f"@media {found[2]} {{\n{inner}}}\n" if found[2] else inner

    return IMPORT.sub(imported, text)


def _moved(text: str, source: str, target: str) -> str:
    """The sheet `source` with its addresses as they read from where `target` lies."""
    here, there = posixpath.dirname(source), posixpath.dirname(target)

    def address(found: re.Match[str]) -> str:
        return f'url("{posixpath.relpath(posixpath.join(here, found[2]), there)}")'

    return URL.sub(address, text)


class _WholeSheets(Storage):
    """Where collecting reads a style sheet: with its imports written into it."""

    def _open(self, name, mode="rb"):
        return ContentFile(whole_sheet(name).encode(), name=name)


class StaticStorage(CompressedManifestStaticFilesStorage):
    """Hashed names, Brotli copies, whole style sheets, and imports between modules rewritten to the hashed names."""

    support_js_module_import_aggregation = True

    def __init__(self, *args, **kwargs):
        """Begin with no address known."""
        super().__init__(*args, **kwargs)
        self._known = {}

    def post_process(self, paths, *args, **options) -> Iterator[tuple]:
        """Hash and compress what was collected; sheets that import others are read whole."""
        sheets = _WholeSheets()
        for name in paths:
            if name.startswith("css/") and name.endswith(".css") and IMPORT.search(static_file(name).read_text()):
                paths[name] = (sheets, name)
        yield from super().post_process(paths, *args, **options)

    def url(self, name, force=False):  # noqa: FBT002 - Django's signature
        """Return the address of a file; a served page asks for some twenty that never change, so they are kept."""
        if settings.DEBUG or force:
            return super().url(name, force)
        address = self._known.get(name)
        if address is None:
            address = self._known[name] = super().url(name)
        return address
