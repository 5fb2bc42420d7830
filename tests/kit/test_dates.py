"""Dates as the site writes them, in Seoul days (spec T1, T2)."""

from datetime import UTC, datetime

import pytest
import time_machine

from polibat.templatetags.dates import full_date, iso, list_date, short_date

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
