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
from politicians.services.naming import change_mail_wish, tell_speakers

__all__ = [
    "apply_as_politician",
    "approve_application",
    "change_mail_wish",
    "end_application",
    "forget_applications",
    "open_document",
    "refuse_application",
    "save_name_card",
    "store_politician",
    "tell_speakers",
]
