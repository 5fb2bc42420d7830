"""The back office of boards."""

from boards.admin.texts import texts

__all__ = ["texts"]
