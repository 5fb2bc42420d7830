"""What happens to politicians, their name cards and those who want to speak for them."""

from politicians.services.applications import (
    apply_as_politician,
    approve_application,
    end_application,
    forget_applications,
    refuse_application,
)
from politicians.services.cards import save_name_card
from politicians.services.directory import store_politician
from politicians.services.documents import open_document
from politicians.services.look_alikes import look_alikes, why_not_called
from politicians.services.mentions import change_mail_wish, retell_speakers, tell_speakers
from politicians.services.notification_settings import save_notification_settings
from politicians.services.places import drop_unlisted, link_district, place_politician, store_region, why_unplaced

__all__ = [
    "apply_as_politician",
    "approve_application",
    "change_mail_wish",
    "drop_unlisted",
    "end_application",
    "forget_applications",
    "link_district",
    "look_alikes",
    "open_document",
    "place_politician",
    "refuse_application",
    "retell_speakers",
    "save_name_card",
    "save_notification_settings",
    "store_politician",
    "store_region",
    "tell_speakers",
    "why_not_called",
    "why_unplaced",
]
