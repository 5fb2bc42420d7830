"""Pages that show rows of several apps."""

from django.apps import AppConfig


class PagesConfig(AppConfig):
    """Home, politicians' profiles, redirects of the old addresses."""

    name = "pages"
    verbose_name = "페이지"

    def ready(self):
        """Fill places on pages of apps further down."""
        from pages.views import places  # noqa: PLC0415 - the models are there only now

        places.subscribe()
