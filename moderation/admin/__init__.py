"""The back office of moderation."""

from moderation.admin import flags, objections, reports, words

__all__ = ["flags", "objections", "reports", "words"]
