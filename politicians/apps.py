"""Public office-holders, their name cards and who speaks for them."""

from django.apps import AppConfig


class PoliticiansConfig(AppConfig):
    """Politicians exist without an account."""

    name = "politicians"
    verbose_name = "정치인"
