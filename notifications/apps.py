"""Telling members what happened."""

from django.apps import AppConfig


class NotificationsConfig(AppConfig):
    """Notifications in the site and by mail."""

    name = "notifications"
    verbose_name = "알림"
