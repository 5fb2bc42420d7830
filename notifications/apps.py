"""Telling members what happened."""

from django.apps import AppConfig


class NotificationsConfig(AppConfig):
    """Notifications in the site and by mail."""

    name = "notifications"
    verbose_name = "알림"

    def ready(self):
        """Hear of errors, of mails to be sent, and of what happens to members."""
        from accounts import events  # noqa: PLC0415 - models are loaded only now
        from notifications.queries.personal_data import personal_data  # noqa: PLC0415
        from notifications.services import forget_notifications  # noqa: PLC0415
        from notifications.services.data_exports import tell_data_export_ended  # noqa: PLC0415
        from notifications.services.error_reports import note_error  # noqa: PLC0415
        from notifications.services.looks import tell_looks_exceeded  # noqa: PLC0415
        from notifications.services.outbox import queue_delivery  # noqa: PLC0415
        from polibat.mail import mail_queued  # noqa: PLC0415
        from polibat.web.error_events import error_logged  # noqa: PLC0415

        error_logged.subscribe(note_error)
        mail_queued.subscribe(queue_delivery)
        events.personal_data_requested.subscribe(personal_data)
        events.data_export_ended.subscribe(tell_data_export_ended)
        events.looks_exceeded.subscribe(tell_looks_exceeded)
        events.member_left.subscribe(forget_notifications)
