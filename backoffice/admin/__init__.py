"""The back office of backoffice."""

from backoffice.admin import members

__all__ = ["members"]
