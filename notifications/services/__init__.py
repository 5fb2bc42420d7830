"""Telling members and staff: one verb per consequence."""

from notifications.services.notifications import (
    forget_notifications,
    mark_read,
    notify,
    save_preference,
    tell_staff_channel,
)

__all__ = [
    "forget_notifications",
    "mark_read",
    "notify",
    "save_preference",
    "tell_staff_channel",
]
