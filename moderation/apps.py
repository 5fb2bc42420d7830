"""Keeping order."""

from django.apps import AppConfig

from accounts.events import signups_surged
from boards.events import reactions_surged, text_edited, text_published
from polibat.web import rethink


class ModerationConfig(AppConfig):
    """Reports and decisions."""

    name = "moderation"
    verbose_name = "신고와 조치"

    def ready(self):
        """Let the forms further down know which words are worth a second look, and hear what happens there."""
        # The models are there only now.
        from moderation.services import screening  # noqa: PLC0415
        from moderation.services.word_filter import words_in  # noqa: PLC0415

        rethink.use(words_in)
        text_published.subscribe(screening.screen_later)
        text_edited.subscribe(screening.screen_later)
        reactions_surged.subscribe(screening.flag_reactions)
        signups_surged.subscribe(screening.flag_signups)
