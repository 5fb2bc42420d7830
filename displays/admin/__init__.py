"""The back office of displays."""

from displays.admin import displays

__all__ = ["displays"]
