"""Keeping order."""

from django.apps import AppConfig


class ModerationConfig(AppConfig):
    """Reports and decisions."""

    name = "moderation"
    verbose_name = "신고와 조치"
