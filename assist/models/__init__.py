"""What the site makes of texts, and what asking a language model costs."""

from assist.models.ai_usage import AiDay, AiRequest
from assist.models.summary import Briefing, CommentReading, Method, Summary, SummaryComplaint, Thermometer

__all__ = [
    "AiDay",
    "AiRequest",
    "Briefing",
    "CommentReading",
    "Method",
    "Summary",
    "SummaryComplaint",
    "Thermometer",
]
