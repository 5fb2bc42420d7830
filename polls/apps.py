"""Polls: questions of staff, ballots of members."""

from django.apps import AppConfig


class PollsConfig(AppConfig):
    """Polls: questions of staff, ballots of members."""

    name = "polls"
    verbose_name = "투표"
