"""Dates as the site writes them, in Seoul days (spec T1, T2)."""

from datetime import UTC, datetime

import pytest
import time_machine

from polibat.templatetags.dates import full_date, full_end, iso, list_date, period, short_date, time_left
from polibat.text.dates import left_words

NOW = datetime(2026, 11, 22, 16, 0, tzinfo=UTC)  # 01:00 of the 23rd in Seoul


@pytest.mark.parametrize(
    ("moment", "shown"),
    [
        (datetime(2026, 11, 22, 16, 0, 1, tzinfo=UTC), "방금"),
        (datetime(2026, 11, 22, 15, 59, 1, tzinfo=UTC), "방금"),
        (datetime(2026, 11, 22, 15, 59, 0, tzinfo=UTC), "1분 전"),
        (datetime(2026, 11, 22, 15, 0, 1, tzinfo=UTC), "59분 전"),
        (datetime(2026, 11, 22, 15, 0, 0, tzinfo=UTC), "00:00"),
        (datetime(2026, 11, 22, 14, 59, 59, tzinfo=UTC), "26.11.22."),
        (datetime(2026, 11, 21, 16, 0, 0, tzinfo=UTC), "26.11.22."),
        (datetime(2025, 1, 2, 3, 4, tzinfo=UTC), "25.01.02."),
    ],
)
def test_list_date_is_how_long_ago_a_time_for_today_and_a_date_before(moment, shown):
    with time_machine.travel(NOW, tick=False):
        assert list_date(moment) == shown


def test_details_show_date_and_time():
    moment = datetime(2026, 11, 22, 15, 30, tzinfo=UTC)
    assert (full_date(moment), short_date(moment), iso(moment)) == (
        "26.11.23. 00:30",
        "26.11.23.",
        "2026-11-23T00:30:00+09:00",
    )
    assert (full_date(None), short_date(None), iso(None)) == ("", "", "")


@pytest.mark.parametrize(
    ("moment", "shown"),
    [
        (datetime(2026, 12, 31, 15, 0, tzinfo=UTC), "26.12.31. 24:00"),
        (datetime(2026, 12, 31, 15, 0, 59, tzinfo=UTC), "26.12.31. 24:00"),
        (datetime(2026, 12, 31, 15, 1, tzinfo=UTC), "27.01.01. 00:01"),
        (datetime(2026, 12, 31, 14, 59, 59, tzinfo=UTC), "26.12.31. 23:59"),
        (datetime(2026, 12, 31, 9, 0, tzinfo=UTC), "26.12.31. 18:00"),
        (None, ""),
    ],
)
def test_the_end_of_a_day_is_its_24_hours(moment, shown):
    assert full_end(moment) == shown


@pytest.mark.parametrize(
    ("seconds", "shown"),
    [
        (3 * 86400 + 4 * 3600 + 12 * 60 + 59, "3일 4시간 12분 남음"),
        (86400, "1일 남음"),
        (86400 - 1, "23시간 59분 남음"),
        (3600, "1시간 남음"),
        (60, "1분 남음"),
        (59.9, "1분 미만 남음"),
        (0, "마감"),
        (-5, "마감"),
    ],
)
def test_the_time_left_is_said_to_the_minute(seconds, shown):
    assert left_words(seconds) == shown


def test_periods_and_ends_carry_their_absolute_moment():
    begins, ends = datetime(2026, 11, 22, 0, 0, tzinfo=UTC), datetime(2026, 11, 23, 15, 0, tzinfo=UTC)
    assert period(begins, ends) == (
        '<time datetime="2026-11-22T09:00:00+09:00">2026.11.22 09:00</time> ~ '
        '<time datetime="2026-11-24T00:00:00+09:00">2026.11.23 24:00</time>'
    )
    with time_machine.travel(NOW, tick=False):
        assert time_left(ends) == '<time datetime="2026-11-24T00:00:00+09:00" data-time-left>23시간 남음</time>'
