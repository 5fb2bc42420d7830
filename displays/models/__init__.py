"""Banners and popups."""

from displays.models.banners import Banner
from displays.models.changes import DisplayChange, DisplayFlush
from displays.models.displays import Audience, Display, DisplayState, audiences_of, validate_target
from displays.models.popups import Popup

__all__ = [
    "Audience",
    "Banner",
    "Display",
    "DisplayChange",
    "DisplayFlush",
    "DisplayState",
    "Popup",
    "audiences_of",
    "validate_target",
]
