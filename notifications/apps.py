"""Telling members what happened."""

from django.apps import AppConfig


class NotificationsConfig(AppConfig):
    """Notifications in the site and by mail."""

    name = "notifications"
    verbose_name = "알림"

    def ready(self):
        """Hear of errors that are logged."""
        from notifications.services.error_reports import note_error  # noqa: PLC0415 - the models are there only now
        from polibat.web.error_events import error_logged  # noqa: PLC0415 - beside it

        error_logged.subscribe(note_error)
