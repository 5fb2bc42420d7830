"""What can be done with what belongs to the pages."""

from accounts.services.data_export import request_export
from displays.services.displays import (
    change_banner,
    change_popup,
    delete_display,
    move_banner,
    publish_banner,
    publish_popup,
    restore_display,
    resume_display,
    stop_display,
)
from pages.services.leaving import leave_site
from pages.services.notification_settings import save_notification_settings

__all__ = [
    "change_banner",
    "change_popup",
    "delete_display",
    "leave_site",
    "move_banner",
    "publish_banner",
    "publish_popup",
    "request_export",
    "restore_display",
    "resume_display",
    "save_notification_settings",
    "stop_display",
]
