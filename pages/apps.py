"""Pages that show rows of several apps."""

from django.apps import AppConfig


class PagesConfig(AppConfig):
    """Home, politicians' profiles, redirects of the old addresses."""

    name = "pages"
    verbose_name = "페이지"
