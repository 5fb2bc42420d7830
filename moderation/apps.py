"""Keeping order."""

from django.apps import AppConfig


class ModerationConfig(AppConfig):
    """Reports and decisions."""

    name = "moderation"
    verbose_name = "신고와 조치"

    def ready(self):
        """Hear of texts that are about to be published, and of members who ask for their data."""
        from accounts.events import personal_data_requested  # noqa: PLC0415 - models are loaded only now
        from moderation.queries.personal_data import personal_data  # noqa: PLC0415
        from moderation.services.word_filter import words_in  # noqa: PLC0415
        from polibat.web.rethink import text_about_to_be_published  # noqa: PLC0415

        text_about_to_be_published.subscribe(words_in)
        personal_data_requested.subscribe(personal_data)
