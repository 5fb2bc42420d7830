"""Servers, demo data and pages of developers; never in the image."""

from django.apps import AppConfig


class DevConfig(AppConfig):
    """Servers, demo data and pages of developers; never in the image."""

    name = "dev"
    verbose_name = "개발"
