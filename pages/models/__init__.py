"""Banners and popups of the first page; requests of members for everything about themselves."""

from pages.models.data_export import DataExport
from pages.models.displays import Banner, Display, DisplayChange, DisplayState, Popup, validate_target

__all__ = ["Banner", "DataExport", "Display", "DisplayChange", "DisplayState", "Popup", "validate_target"]
