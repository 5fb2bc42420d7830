"""Visits, and the figures of days that are over."""

from insights.models.statistics import BoardStatistic, DailyStatistic, MemberStatistic, Visit, VisitStatistic

__all__ = ["BoardStatistic", "DailyStatistic", "MemberStatistic", "Visit", "VisitStatistic"]
