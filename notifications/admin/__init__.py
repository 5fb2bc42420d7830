"""The back office of notifications."""

from notifications.admin import deliveries, jobs, notifications

__all__ = ["deliveries", "jobs", "notifications"]
