"""The back office of moderation."""

from moderation.admin.reports import reports

__all__ = ["reports"]
