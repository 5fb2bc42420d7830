"""How static files are stored."""

from whitenoise.storage import CompressedManifestStaticFilesStorage


class StaticStorage(CompressedManifestStaticFilesStorage):
    """Hashed names, Brotli copies, and imports between JavaScript modules rewritten to the hashed names."""

    support_js_module_import_aggregation = True
