"""The kit as a Django app: its checks, template tags and the windows of limits."""

from django.apps import AppConfig


class PolibatConfig(AppConfig):
    """The shared kit."""

    name = "polibat"
    verbose_name = "정치방망이"

    def ready(self):
        """Register the system checks."""
        from polibat import checks  # noqa: F401, PLC0415 — checks register themselves once apps are loaded
