"""Numbers: visits, what happened on every day, the figures of the dashboard."""

from django.apps import AppConfig


class InsightsConfig(AppConfig):
    """Visits, daily statistics, and the figures that are made of them."""

    name = "insights"
    verbose_name = "통계"
