"""Keeping order."""

from django.apps import AppConfig

from polibat import words


class ModerationConfig(AppConfig):
    """Reports and decisions."""

    name = "moderation"
    verbose_name = "신고와 조치"

    def ready(self):
        """Let the forms further down know which words are worth a second look."""
        from moderation.screening import words_in  # noqa: PLC0415 - the models are there only now

        words.use(words_in)
