"""Help to read and to write: summaries, sentiment, topics, briefings."""

from django.apps import AppConfig

from boards.events import post_panels_asked, post_status_changed, text_edited, text_published


class AssistConfig(AppConfig):
    """Help to read and to write: summaries, sentiment, topics, briefings."""

    name = "assist"
    verbose_name = "AI"

    def ready(self):
        """Keep what was made of texts as true as the texts are, and show it on their pages."""
        # The models are there only now.
        from assist.queries.panels import panels_of  # noqa: PLC0415
        from assist.services import news  # noqa: PLC0415

        text_published.subscribe(news.on_text_published)
        text_edited.subscribe(news.on_text_edited)
        post_status_changed.subscribe(news.on_post_status_changed)
        post_panels_asked.subscribe(panels_of)
