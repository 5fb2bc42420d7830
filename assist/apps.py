"""Help to read and to write: summaries, sentiment, topics, briefings."""

from django.apps import AppConfig


class AssistConfig(AppConfig):
    """Help to read and to write: summaries, sentiment, topics, briefings."""

    name = "assist"
    verbose_name = "AI"
