"""Banners and popups."""

from django.apps import AppConfig


class DisplaysConfig(AppConfig):
    """Banners and popups."""

    name = "displays"
    verbose_name = "배너와 팝업"
