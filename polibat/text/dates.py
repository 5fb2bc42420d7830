"""Moments that people type, and the ends of which they are told."""

from datetime import datetime, timedelta

from django.core.exceptions import ValidationError
from django.utils import timezone


def too_early(moment):
    """The refusal of a moment before 2000 in Seoul; None for any other.

    The first day of the year 1 in Seoul begins before the calendar does in UTC: PostgreSQL keeps it, and nothing that
    reads the row afterwards can.
    """
    if not moment or moment >= datetime(2000, 1, 1, tzinfo=timezone.get_default_timezone()):
        return None
    return ValidationError("2000년 1월 1일 이후의 날짜를 입력해 주세요.", code="too_early")


def end_words(moment: datetime, *, day: str = "%y.%m.%d.") -> str:
    """The day and hour at which something ends, in Seoul; the end of a day is its 24:00, not the next day's 00:00."""
    local = timezone.localtime(moment, timezone.get_default_timezone())
    if (local.hour, local.minute) == (0, 0):
        return f"{local - timedelta(minutes=1):{day}} 24:00"
    return f"{local:{day} %H:%M}"


def left_words(seconds: float) -> str:
    """How long something still runs, to the minute (`static/js/time-left.js` says the same while a page stays open)."""
    minutes = int(seconds // 60)
    if minutes < 1:
        return "1분 미만 남음" if seconds > 0 else "마감"
    parts = zip((minutes // 1440, minutes // 60 % 24, minutes % 60), ("일", "시간", "분"), strict=True)
    return " ".join([*(f"{number}{unit}" for number, unit in parts if number), "남음"])
