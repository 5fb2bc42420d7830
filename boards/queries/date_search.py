"""Dates as people type them when they look for a day, a month or a year."""

import re
from datetime import date, datetime, time, timedelta

from django.utils import timezone

NUMBERS = re.compile(r"(\d{1,4})(?:\s*[.\-/년월]\s*(\d{1,2}))?(?:\s*[.\-/월]\s*(\d{1,2}))?\s*[.일년월]?", re.ASCII)
COMPACT = re.compile(r"(\d{4}|\d{2})(\d{2})(\d{2})", re.ASCII)
RELATIVE = {"오늘": 0, "어제": 1, "그저께": 2}


def days_of(text: str) -> tuple[datetime, datetime] | None:
    """The first moment and the one after the last of the Seoul days that `text` names; None when it names none.

    Understood: `26.11.23.`, `2026-11-23`, `20261123`, `2026.11`, `26.11`, `2026`, `11.23` (the last there was), 오늘.
    """
    days = _days(text.strip())
    if days is None:
        return None
    zone = timezone.get_current_timezone()
    first, last = (datetime.combine(day, time.min, tzinfo=zone) for day in days)
    return first, last


def _days(text: str) -> tuple[date, date] | None:
    if text in RELATIVE:
        return _day(timezone.localdate() - timedelta(days=RELATIVE[text]))
    found = COMPACT.fullmatch(text) or NUMBERS.fullmatch(text)
    if not found:
        return None
    numbers = [int(number) for number in found.groups() if number]
    try:
        return _from_numbers(numbers, is_year=len(found[1]) == 4)
    except (ValueError, OverflowError):
        return None


def _from_numbers(numbers: list[int], *, is_year: bool) -> tuple[date, date] | None:
    if len(numbers) == 3:
        year, month, day = numbers
        return _day(date(_full(year), month, day))
    if len(numbers) == 2:
        if is_year or numbers[0] > 12:
            return _month(_full(numbers[0]), numbers[1])
        return _day(_last(*numbers))
    return (date(numbers[0], 1, 1), date(numbers[0] + 1, 1, 1)) if is_year else None


def _full(year: int) -> int:
    return year if year > 99 else 2000 + year


def _day(day: date) -> tuple[date, date]:
    return day, day + timedelta(days=1)


def _month(year: int, month: int) -> tuple[date, date]:
    return date(year, month, 1), date(year + month // 12, month % 12 + 1, 1)


def _last(month: int, day: int) -> date:
    """The latest such day that is not in the future; 29 February may lie some years back."""
    today = timezone.localdate()
    for year in range(today.year, today.year - 8, -1):
        if _exists(year, month, day) and date(year, month, day) <= today:
            return date(year, month, day)
    return date(today.year, month, day)


def _exists(year: int, month: int, day: int) -> bool:
    try:
        date(year, month, day)
    except ValueError:
        return False
    return True
