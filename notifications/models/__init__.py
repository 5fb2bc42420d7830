"""Notifications, preferences, and mails on their way."""

from notifications.models.delivery import Delivery, Suppression
from notifications.models.notification import Notification, NotificationPreference
from notifications.models.staff_channel_event import StaffChannelEvent

__all__ = [
    "Delivery",
    "Notification",
    "NotificationPreference",
    "StaffChannelEvent",
    "Suppression",
]
