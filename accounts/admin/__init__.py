"""The back office of accounts."""

from accounts.admin import data_exports, members, staff_reads

__all__ = ["data_exports", "members", "staff_reads"]
