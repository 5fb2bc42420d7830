"""Visits, the figures of days that are over, and the files that staff took away."""

from insights.models.figures import BoardStatistic, DailyStatistic, MemberStatistic, Visit, VisitStatistic
from insights.models.staff_export import StaffExport

__all__ = ["BoardStatistic", "DailyStatistic", "MemberStatistic", "StaffExport", "Visit", "VisitStatistic"]
