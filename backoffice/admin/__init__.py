"""The back office of backoffice."""

from backoffice.admin import lists, members

__all__ = ["lists", "members"]
