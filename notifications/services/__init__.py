"""Telling members and operators: one verb per consequence."""

from notifications.services.notifications import (
    forget_notifications,
    mark_read,
    notify,
    save_preference,
    tell_operators,
)

__all__ = [
    "forget_notifications",
    "mark_read",
    "notify",
    "save_preference",
    "tell_operators",
]
