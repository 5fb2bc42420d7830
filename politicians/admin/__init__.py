"""The back office of politicians."""

from politicians.admin import politicians

__all__ = ["politicians"]
