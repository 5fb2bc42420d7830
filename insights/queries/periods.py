"""Windows and stretches of days, as people in Seoul count them (spec L43, L44)."""

from dataclasses import dataclass
from datetime import date, timedelta

from dateutil.relativedelta import relativedelta
from django.core.exceptions import ValidationError
from django.utils import timezone

WINDOWS = {"7": "최근 7일", "14": "최근 14일", "30": "최근 30일"}
CUSTOM = "custom"
POINTS = {"day": 30, "week": 12, "month": 12, "year": 5}
LONGEST_WINDOW = 366


@dataclass(frozen=True)
class Stretches:
    """The points of a line: the first day of each stretch, and how the stretch of a day is found in SQL."""

    unit: str
    firsts: tuple

    @property
    def labels(self) -> list[str]:
        """What stands below each point."""
        return [LABELS[self.unit](first) for first in self.firsts]


LABELS = {
    "day": lambda first: f"{first.month}월 {first.day}일",
    "week": lambda first: f"{first.month}월 {first.day}일 주",
    "month": lambda first: f"{first:%y}년 {first.month}월",
    "year": lambda first: f"{first.year}년",
}
# Of a column `day`; a week begins on Sunday.
START_OF = {
    "day": "day",
    "week": "day - extract(dow FROM day)::int",
    "month": "date_trunc('month', day)::date",
    "year": "date_trunc('year', day)::date",
}


def stretches(period: str, today: date | None = None) -> Stretches:
    """The stretches of a line by day (30), week (12), month (12) or year (5), the last being the current one."""
    today = today or timezone.localdate()
    newest, step = {
        "day": (today, relativedelta(days=1)),
        "week": (today - timedelta(days=today.isoweekday() % 7), relativedelta(weeks=1)),
        "month": (today.replace(day=1), relativedelta(months=1)),
        "year": (today.replace(month=1, day=1), relativedelta(years=1)),
    }[period]
    return Stretches(period, tuple(newest - step * back for back in reversed(range(POINTS[period]))))


def daily(first: date, last: date) -> Stretches:
    """A point for every day from `first` to `last`."""
    return Stretches("day", tuple(first + timedelta(days=number) for number in range((last - first).days + 1)))


def window_days(window: str, first: date | None = None, last: date | None = None) -> tuple[date, date]:
    """First and last day of the last 7, 14 or 30 days, or of `custom` the given ones (366 at most, not ahead).

    Raises ValidationError for days that are missing, reversed, too many or ahead.
    """
    today = timezone.localdate()
    if window != CUSTOM:
        return today - timedelta(days=int(window) - 1), today
    if first is None or last is None:
        missing = [name for name, day in (("from", first), ("to", last)) if day is None]
        raise ValidationError(dict.fromkeys(missing, "날짜를 입력해 주세요."))
    if first > last:
        raise ValidationError({"from": "시작일이 종료일보다 늦습니다."})
    if last > today:
        raise ValidationError({"to": "오늘까지의 날짜를 입력해 주세요."})
    if (last - first).days >= LONGEST_WINDOW:
        raise ValidationError({"from": f"{LONGEST_WINDOW}일까지 볼 수 있습니다."})
    return first, last
