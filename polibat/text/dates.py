"""Moments that people type."""

from datetime import datetime

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
