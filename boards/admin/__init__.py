"""The back office of boards."""

from boards.admin import texts

__all__ = ["texts"]
