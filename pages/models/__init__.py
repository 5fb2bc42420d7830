"""Banners and popups; requests of members for everything about themselves."""

from pages.models.banners import Banner
from pages.models.data_export import DataExport
from pages.models.display_changes import DisplayChange, DisplayFlush
from pages.models.displays import Audience, Display, DisplayState, audiences_of, validate_target
from pages.models.popups import Popup

__all__ = [
    "Audience",
    "Banner",
    "DataExport",
    "Display",
    "DisplayChange",
    "DisplayFlush",
    "DisplayState",
    "Popup",
    "audiences_of",
    "validate_target",
]
