"""Days and periods as people in Seoul count them; lists, dashboard and API take them from here (spec L9, L10)."""

from datetime import date, datetime, time, timedelta

from dateutil.relativedelta import relativedelta
from django.utils import timezone

PERIODS = {"day": "일간", "week": "주간", "month": "월간", "year": "연간"}
_KEYS = {label: key for key, label in PERIODS.items()}
_LENGTHS = {
    "day": relativedelta(days=1),
    "week": relativedelta(weeks=1),
    "month": relativedelta(months=1),
    "year": relativedelta(years=1),
}


def days_of_period(period: str, *, today: date | None = None) -> tuple[date, date]:
    """First and last day of a period by key or Korean label, both included.

    일간 is today, 주간 the last 7 days; 월간 and 연간 begin the day after the same day a month or a year ago (of a
    shorter month, its last day). All end today. Raises KeyError for another name.
    """
    today = today or timezone.localdate()
    return today - _LENGTHS[_KEYS.get(period, period)] + timedelta(days=1), today


def start_of(day: date) -> datetime:
    """The first moment of a day in Seoul."""
    return datetime.combine(day, time.min, timezone.get_default_timezone())


def moments_of_days(first: date | None, last: date | None) -> tuple[datetime | None, datetime | None]:
    """From the first moment of `first` to the first moment after `last`, in Seoul; the last day of all has none."""
    return (
        start_of(first) if first else None,
        start_of(last + timedelta(days=1)) if last and last < date.max else None,
    )
