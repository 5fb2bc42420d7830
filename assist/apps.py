"""Help to read and to write: summaries, sentiment, topics, briefings."""

from django.apps import AppConfig


class AssistConfig(AppConfig):
    """Help to read and to write: summaries, sentiment, topics, briefings."""

    name = "assist"
    verbose_name = "AI"

    def ready(self):
        """Fill places on pages of apps further down."""
        from assist.views import places  # noqa: PLC0415 - the models are there only now

        places.subscribe()
