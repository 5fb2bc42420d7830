"""Banners and popups; requests of members for everything about themselves."""

from displays.models.banners import Banner
from accounts.models.data_export import DataExport
from displays.models.changes import DisplayChange, DisplayFlush
from displays.models.displays import Audience, Display, DisplayState, audiences_of, validate_target
from displays.models.popups import Popup

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
