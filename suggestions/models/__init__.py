"""Suggestions to staff, and their notices."""

from suggestions.models.notice import Notice
from suggestions.models.suggestion import Suggestion, SuggestionChange

__all__ = [
    "Notice",
    "Suggestion",
    "SuggestionChange",
]
