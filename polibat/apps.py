"""The kit as a Django app: its checks, template tags and the windows of limits."""

from django.apps import AppConfig
from django.contrib.staticfiles.apps import StaticFilesConfig


class PolibatConfig(AppConfig):
    """The shared kit."""

    name = "polibat"
    default = True
    verbose_name = "정치방망이"

    def ready(self):
        """Register the system checks."""
        from polibat import checks  # noqa: F401, PLC0415 — checks register themselves once apps are loaded


class SiteStaticFilesConfig(StaticFilesConfig):
    """Static files but for the htmx of django-htmx: ours is vendored, and its extensions name missing files."""

    ignore_patterns = [*StaticFilesConfig.ignore_patterns, "django_htmx"]
