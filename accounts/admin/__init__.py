"""The back office of accounts."""

from accounts.admin import data_exports, members

__all__ = ["data_exports", "members"]
