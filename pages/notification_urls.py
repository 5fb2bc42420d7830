"""Addresses of notifications, and among them the settings, to which politicians add their part."""

from django.urls import path

from notifications.urls import urlpatterns as of_notifications
from pages.views import notification_settings

app_name = "notifications"

urlpatterns = [
    *of_notifications,
    path(
        "me/notification-settings/",
        notification_settings.notification_settings,
        name="notification-settings",
    ),
]
