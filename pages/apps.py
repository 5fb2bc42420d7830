"""Pages that show rows of several apps."""

from django.apps import AppConfig


class PagesConfig(AppConfig):
    """Home, politicians' profiles, redirects of the old addresses."""

    name = "pages"
    verbose_name = "페이지"

    def ready(self):
        """Show banners and popups on the pages on which they would stand."""
        from displays.events import preview_requested  # noqa: PLC0415 - models are loaded only now
        from pages.views.display_preview import preview_page  # noqa: PLC0415

        preview_requested.subscribe(preview_page)
