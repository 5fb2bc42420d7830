"""Keeping order."""

from django.apps import AppConfig

from polibat.web import rethink


class ModerationConfig(AppConfig):
    """Reports and decisions."""

    name = "moderation"
    verbose_name = "신고와 조치"

    def ready(self):
        """Let the forms further down know which words are worth a second look."""
        from moderation.services.word_filter import words_in  # noqa: PLC0415 - the models are there only now

        rethink.use(words_in)
