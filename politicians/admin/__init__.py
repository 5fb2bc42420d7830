"""The back office of politicians."""

from politicians.admin.politicians import politicians

__all__ = ["politicians"]
