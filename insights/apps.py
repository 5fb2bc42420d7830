"""What staff look at: figures, lists over all apps, exports."""

from django.apps import AppConfig


class InsightsConfig(AppConfig):
    """Visits, daily statistics, the dashboard, the back office's lists."""

    name = "insights"
    verbose_name = "통계"
