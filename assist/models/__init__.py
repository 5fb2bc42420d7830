"""What the site makes of texts, and what asking a language model costs."""

from assist.models.ai_usage import AiDay, AiRequest
from assist.models.summary import Briefing, Method, SentimentGauge, SentimentLabel, Summary, SummaryComplaint

__all__ = [
    "AiDay",
    "AiRequest",
    "Briefing",
    "Method",
    "SentimentGauge",
    "SentimentLabel",
    "Summary",
    "SummaryComplaint",
]
