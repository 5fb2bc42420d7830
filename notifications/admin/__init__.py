"""The back office of notifications."""

from notifications.admin import notifications

__all__ = ["notifications"]
