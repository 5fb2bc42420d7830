"""What can be done with what belongs to the pages."""

from pages.services.leaving import leave_site
from pages.services.notification_settings import save_notification_settings

__all__ = [
    "leave_site",
    "save_notification_settings",
]
