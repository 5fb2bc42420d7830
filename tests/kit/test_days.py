"""Periods in Seoul days, the same in lists, dashboard and API (spec L9): month ends, leap years, midnight."""

from datetime import UTC, date, datetime

import pytest
import time_machine
from django.utils import timezone

from polibat.api.filters import DaysFilterSet
from polibat.days import PERIODS, days_of_period, moments_of_days
from polibat.staff.filters import by_period


@pytest.mark.parametrize(
    ("today", "week", "month", "year"),
    [
        ("2026-11-30", "2026-11-24", "2026-10-31", "2025-12-01"),
        ("2026-11-25", "2026-11-19", "2026-10-26", "2025-11-26"),
        ("2026-01-01", "2025-12-26", "2025-12-02", "2025-01-02"),
        # February is shorter: what has no same day a month ago begins with March.
        ("2026-03-28", "2026-03-22", "2026-03-01", "2025-03-29"),
        ("2026-03-29", "2026-03-23", "2026-03-01", "2025-03-30"),
        ("2026-03-31", "2026-03-25", "2026-03-01", "2025-04-01"),
        ("2026-05-31", "2026-05-25", "2026-05-01", "2025-06-01"),
        ("2026-05-30", "2026-05-24", "2026-05-01", "2025-05-31"),
        # Leap years.
        ("2028-02-29", "2028-02-23", "2028-01-30", "2027-03-01"),
        ("2028-03-01", "2028-02-24", "2028-02-02", "2027-03-02"),
        ("2028-03-29", "2028-03-23", "2028-03-01", "2027-03-30"),
        ("2028-03-30", "2028-03-24", "2028-03-01", "2027-03-31"),
        ("2029-02-28", "2029-02-22", "2029-01-29", "2028-02-29"),
    ],
)
def test_periods_end_today_and_begin_the_day_after(today, week, month, year):
    day = date.fromisoformat(today)
    with time_machine.travel(datetime.combine(day, datetime.min.time(), timezone.get_default_timezone()), tick=False):
        found = {period: days_of_period(period) for period in PERIODS}
        assert found == {period: days_of_period(label) for period, label in PERIODS.items()}
    assert {period: (first.isoformat(), last) for period, (first, last) in found.items()} == {
        "day": (today, day), "week": (week, day), "month": (month, day), "year": (year, day),
    }  # fmt: skip


@pytest.mark.parametrize(
    ("moment", "today"),
    [
        (datetime(2026, 11, 30, 14, 59, 59, tzinfo=UTC), "2026-11-30"),
        (datetime(2026, 11, 30, 15, 0, tzinfo=UTC), "2026-12-01"),
    ],
)
def test_a_day_begins_at_midnight_in_seoul(moment, today):
    with time_machine.travel(moment, tick=False):
        assert days_of_period("day") == (date.fromisoformat(today),) * 2
        assert days_of_period("일간") == days_of_period("day")


def test_another_name_is_no_period():
    with pytest.raises(KeyError):
        days_of_period("세기")


def test_both_ends_of_days_are_moments():
    first, after = moments_of_days(date(2026, 11, 30), date(2026, 11, 30))
    assert (first.isoformat(), after.isoformat()) == ("2026-11-30T00:00:00+09:00", "2026-12-01T00:00:00+09:00")
    assert moments_of_days(None, date.max) == (None, None)


@pytest.mark.parametrize("moment", [datetime(2026, 3, 30, 15, tzinfo=UTC), datetime(2028, 2, 29, 3, tzinfo=UTC)])
@pytest.mark.parametrize("period", PERIODS)
def test_lists_of_admin_and_api_ask_for_the_same_days(moment, period):
    with time_machine.travel(moment, tick=False):
        of_admin = by_period(("created_at", "작성일"))(None, {"period": [period]}, None, None)
        of_api = DaysFilterSet.__new__(DaysFilterSet)
        of_api.data = {"period": PERIODS[period]}
        assert (of_admin.since, of_admin.until) == of_api._days() == days_of_period(period)
