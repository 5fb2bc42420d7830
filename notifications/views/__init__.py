"""A member's own notifications."""

from notifications.views.notifications import (
    A_PAGE,
    LARGEST_KEY,
    notification_count,
    notification_list,
    notification_open,
    notification_read,
    notification_read_all,
)

__all__ = [
    "A_PAGE",
    "LARGEST_KEY",
    "notification_count",
    "notification_list",
    "notification_open",
    "notification_read",
    "notification_read_all",
]
