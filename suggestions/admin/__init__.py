"""The back office of suggestions."""

from suggestions.admin import notices, suggestions

__all__ = ["notices", "suggestions"]
