"""The staff area: lists, figures, files."""

from django.apps import AppConfig


class BackofficeConfig(AppConfig):
    """The staff area: lists, figures, files."""

    name = "backoffice"
    verbose_name = "운영자 화면"
