"""What happens to figures and lists."""

from backoffice.services.exports import record_export

__all__ = ["record_export"]
