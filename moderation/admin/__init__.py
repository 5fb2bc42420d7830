"""The back office of moderation."""

from moderation.admin import reports

__all__ = ["reports"]
