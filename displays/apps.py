"""Banners and popups."""

from django.apps import AppConfig


class DisplaysConfig(AppConfig):
    """Banners and popups."""

    name = "displays"
    verbose_name = "배너와 팝업"

    def ready(self):
        """Fill places on pages of apps further down."""
        from displays.views import places  # noqa: PLC0415 - the models are there only now

        places.subscribe()
