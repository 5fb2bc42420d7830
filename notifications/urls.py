"""Addresses of notifications."""

from django.urls import path

from notifications import views

app_name = "notifications"

urlpatterns = [
    path("me/notifications/", views.notification_list, name="notification-list"),
    path("me/notifications/read/", views.notification_read_all, name="notification-read-all"),
    path("me/notifications/<int:pk>/", views.notification_open, name="notification-open"),
]
