"""What happens to summaries and briefings: one verb per consequence."""

from assist.services.briefings import release_briefing
from assist.services.summaries import (
    complain_about_summary,
    remake_summary,
    restore_summary,
    settle_complaints,
    withdraw_summary,
)

__all__ = [
    "complain_about_summary",
    "release_briefing",
    "remake_summary",
    "restore_summary",
    "settle_complaints",
    "withdraw_summary",
]
