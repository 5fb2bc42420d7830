"""The back office of notifications."""

from notifications.admin.notifications import notifications

__all__ = ["notifications"]
