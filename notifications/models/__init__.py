"""Notifications, preferences, and mails on their way."""

from notifications.models.delivery import Delivery, Suppression
from notifications.models.notification import Notification, NotificationPreference
from notifications.models.operator_event import OperatorEvent

__all__ = [
    "Delivery",
    "Notification",
    "NotificationPreference",
    "OperatorEvent",
    "Suppression",
]
