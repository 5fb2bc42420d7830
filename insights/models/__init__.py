"""Visits, the figures of days that are over, and the files that staff took away."""

from insights.models.statistics import BoardStatistic, DailyStatistic, MemberStatistic, Visit, VisitStatistic

__all__ = ["BoardStatistic", "DailyStatistic", "MemberStatistic", "Visit", "VisitStatistic"]
