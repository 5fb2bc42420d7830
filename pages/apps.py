"""Pages that show rows of several apps."""

from django.apps import AppConfig


class PagesConfig(AppConfig):
    """Home, politicians' profiles, redirects of the old addresses."""

    name = "pages"
    verbose_name = "페이지"

    def ready(self):
        """Fill places on pages of apps further down, and show displays on the pages on which they would stand."""
        from displays.events import preview_requested  # noqa: PLC0415 - the models are there only now
        from pages.views import places  # noqa: PLC0415 - the models are there only now
        from pages.views.display_preview import preview_page  # noqa: PLC0415

        places.subscribe()
        preview_requested.subscribe(preview_page)
