"""Suggestions to staff, and their notices."""

from django.apps import AppConfig


class SuggestionsConfig(AppConfig):
    """Suggestions to staff, and their notices."""

    name = "suggestions"
    verbose_name = "불편/제안과 공지"
