"""Taking lists away as files."""

from backoffice.services.exports import record_export

__all__ = [
    "record_export",
]
