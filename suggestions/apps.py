"""Suggestions to the operators, and their notices."""

from django.apps import AppConfig

from boards.events import post_status_changed


class SuggestionsConfig(AppConfig):
    """Suggestions to the operators, and their notices."""

    name = "suggestions"
    verbose_name = "불편/제안과 공지"

    def ready(self):
        """Follow what becomes of the posts of notices."""
        from suggestions.services.notices import free_slot  # noqa: PLC0415 - the models are there only now

        post_status_changed.subscribe(free_slot)
