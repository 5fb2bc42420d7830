"""Addresses of notifications."""

from django.urls import path

from notifications import views
from notifications.views import mail

app_name = "notifications"

urlpatterns = [
    path("me/notifications/", views.notification_list, name="notification-list"),
    path("me/notifications/count/", views.notification_count, name="notification-count"),
    path("me/notifications/read/", views.notification_read_all, name="notification-read-all"),
    path("me/notifications/<int:pk>/", views.notification_open, name="notification-open"),
    path("me/notifications/<int:pk>/read/", views.notification_read, name="notification-read"),
    path("mail/open/<str:token>/", mail.delivery_open, name="delivery-open"),
    path("mail/unsubscribe/<str:token>/", mail.mail_unsubscribe, name="mail-unsubscribe"),
    path("hooks/ses/", mail.ses_hook, name="ses-hook"),
]
