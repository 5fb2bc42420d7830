"""The back office of assist."""

from assist.admin import assist

__all__ = ["assist"]
