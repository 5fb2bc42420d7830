"""Keeping order."""

from django.apps import AppConfig

from accounts.events import signups_surged
from boards.events import reactions_surged, text_composed, text_edited, text_published


class ModerationConfig(AppConfig):
    """Reports and decisions."""

    name = "moderation"
    verbose_name = "신고와 조치"

    def ready(self):
        """Read what is written, before and after, and look at who does very much."""
        from moderation.services import rethink, screening  # noqa: PLC0415 - the models are there only now

        text_composed.subscribe(rethink.ask_once)
        text_published.subscribe(screening.screen_later)
        text_edited.subscribe(screening.screen_later)
        reactions_surged.subscribe(screening.flag_reactions)
        signups_surged.subscribe(screening.flag_signups)
