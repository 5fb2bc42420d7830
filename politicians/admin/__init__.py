"""The back office of politicians."""

from politicians.admin import politicians, suppressions

__all__ = ["politicians", "suppressions"]
