"""Suggestions to staff, and their notices."""

from django.apps import AppConfig

from accounts.events import personal_data_requested
from boards.events import post_status_changed


class SuggestionsConfig(AppConfig):
    """Suggestions to staff, and their notices."""

    name = "suggestions"
    verbose_name = "불편/제안과 공지"

    def ready(self):
        """Follow what becomes of the posts of notices, and answer what is held about members."""
        # The models are there only now.
        from suggestions.queries.personal_data import personal_data  # noqa: PLC0415
        from suggestions.services.notices import free_slot  # noqa: PLC0415

        post_status_changed.subscribe(free_slot)
        personal_data_requested.subscribe(personal_data)
