"""Figures against counting by hand: over random histories, with kept days, without any, and on the borders of days."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.core.cache import cache
from django.core.exceptions import ValidationError
from django.utils import timezone

from accounts.models import StatusChange
from boards.models import Post
from insights.models import MemberStatistic, Visit
from insights.queries import metrics, series
from insights.queries.periods import stretches
from insights.services.daily_statistics import close_days, prove
from insights.services.visits import store_visits
from polibat.days import days_of_period
from tests import factories
from tests.insights import brute

pytestmark = pytest.mark.django_db

SEOUL = ZoneInfo("Asia/Seoul")
NOW = datetime(2026, 11, 25, 14, 30, tzinfo=SEOUL)
PERIODS = ["day", "week", "month", "year"]
ALWAYS = date(2020, 1, 1)


@pytest.fixture(autouse=True)
def today():
    with time_machine.travel(NOW, tick=False):
        yield NOW


def ends(points, last):
    """First and last day of each stretch."""
    return list(zip(points.firsts, [*[first - timedelta(days=1) for first in points.firsts[1:]], last], strict=True))


@pytest.fixture(params=["all live", "yesterday kept", "kept a week ago"])
def kept(request, history):
    """A random history, of which the figures are kept up to some day or not at all."""
    history(request.param, NOW)
    if request.param == "yesterday kept":
        close_days()
    if request.param == "kept a week ago":
        close_days(last=NOW.date() - timedelta(days=7))


@pytest.mark.parametrize("period", PERIODS)
def test_members_equal_counting_by_hand(kept, period):
    found, days = metrics.members(period), days_of_period(period)
    for name, kinds in brute.KINDS.items():
        assert found["cumulative"][name] == {
            "current": brute.standing(kinds),
            "change": brute.standing_change(kinds, *days),
        }
        assert {change: numbers[name] for change, numbers in found["changes"].items()} == {
            "new": brute.changes(kinds, *days, lambda row: row.before == ""),
            "withdrawn": brute.changes(kinds, *days, lambda row: row.after == "WITHDRAWN"),
            "suspended": brute.changes(kinds, *days, lambda row: row.after == "SUSPENDED"),
            "banned": brute.changes(kinds, *days, lambda row: row.after == "BANNED"),
        }


@pytest.mark.parametrize("period", PERIODS)
def test_posts_equal_counting_by_hand(kept, period):
    found, days = metrics.posts(period), days_of_period(period)
    for name, boards in brute.BOARDS.items():
        both = {
            "new": brute.texts(boards, *days),
            "reported": brute.reports(boards, *days),
            "hidden": brute.decisions("HIDE", boards, *days),
            "deleted": brute.decisions("DELETE", boards, *days),
        }
        for variation, (posts, comments) in both.items():
            expected = {"posts": posts, "comments": comments, "combined": posts + comments}
            assert found["changes"][name][variation] == expected
        current, change = brute.texts(boards, ALWAYS, NOW.date()), both["new"]
        assert found["cumulative"][name]["posts"] == {"current": current[0], "change": change[0]}
        assert found["cumulative"][name]["comments"] == {"current": current[1], "change": change[1]}
        assert found["cumulative"][name]["combined"] == {"current": sum(current), "change": sum(change)}


@pytest.mark.parametrize("period", PERIODS)
def test_series_equal_counting_by_hand(kept, period):
    days = ends(stretches(period), NOW.date())
    lines = {line["key"]: line["values"] for line in metrics.members_series("cumulative", period)["datasets"]}
    assert lines["total"] == [brute.standing_change(brute.KINDS["total"], ALWAYS, last) for _, last in days]
    lines = {line["key"]: line["values"] for line in metrics.members_series("variation", period)["datasets"]}
    assert lines["new"] == [brute.changes(brute.KINDS["total"], *day, lambda row: row.before == "") for day in days]
    lines = metrics.posts_series("variation", period, variation="hidden", board="free", items=["comments"])["datasets"]
    hidden = [brute.decisions("HIDE", brute.BOARDS["free"], *day)[1] for day in days]
    assert lines == [{"key": "comments", "values": hidden}]
    lines = metrics.posts_series("cumulative", period, board="vote", items=["combined"])["datasets"]
    assert lines[0]["values"] == [sum(brute.texts(brute.BOARDS["vote"], ALWAYS, last)) for _, last in days]


def come(days_ago, device, is_member, number, start):
    """So many visitors on a day."""
    day = NOW.date() - timedelta(days=days_ago)
    visitors = [f"{start + place:032x}" for place in range(number)]
    return store_visits([(day, visitor, device, is_member) for visitor in visitors])


def some_visits():
    for days_ago, device, is_member, number in (
        (0, "PC", True, 3), (0, "MOBILE", False, 4), (1, "TABLET", False, 2), (6, "OTHER", False, 1),
        (7, "PC", False, 5), (29, "MOBILE", True, 6), (45, "PC", False, 8),
    ):  # fmt: skip
        come(days_ago, device, is_member, number, start=1000 * days_ago + 100 * is_member)


@pytest.mark.parametrize("is_kept", [True, False])
def test_visitors_add_up(is_kept):
    some_visits()
    if is_kept:
        close_days()
    expected = {"day": 7, "week": 10, "month": 21, "year": 29}
    for period, change in expected.items():
        found = metrics.visitors(period)
        assert found["total"] == {"current": 29, "change": change}
        for numbers in ("current", "change"):
            assert sum(found[name][numbers] for name in metrics.DEVICES) == found["total"][numbers]
            assert sum(found[name][numbers] for name in metrics.SIGNED) == found["total"][numbers]
    assert found["loggedIn"] == {"current": 9, "change": 9}
    assert found["other"] == {"current": 1, "change": 1}


def test_visitors_series_go_up_to_now():
    some_visits()
    close_days()
    series = metrics.visitors_series("cumulative", "day", items=["total", "pc"])
    assert [line["key"] for line in series["datasets"]] == ["total", "pc"]
    total = series["datasets"][0]["values"]
    assert (total[0], total[22], total[23], total[-2], total[-1]) == (14, 19, 20, 22, 29)
    window = metrics.visitors_series("average", window="7", items=["total"])
    assert window["datasets"][0]["values"] == [1, 0, 0, 0, 0, 2, 7]
    custom = metrics.visitors_series("average", window="custom", first=date(2026, 11, 18), last=date(2026, 11, 19))
    assert custom["labels"] == ["11월 18일", "11월 19일"]
    assert custom["datasets"][0]["values"] == [5, 1]


@pytest.mark.parametrize(
    ("window", "days", "total"),
    [("7", (), 1.4), ("14", (), 1.1), ("30", (), 0.7), ("custom", (date(2026, 11, 18), date(2026, 11, 18)), 5.0)],
)
def test_visitors_average_adds_up(window, days, total):
    some_visits()
    found = metrics.visitors_average(window, *days)
    assert found["total"] == total
    assert round(sum(found[name] for name in metrics.DEVICES), 1) == total
    assert round(sum(found[name] for name in metrics.SIGNED), 1) == total


@pytest.mark.parametrize(
    ("first", "last", "field"),
    [
        (None, date(2026, 11, 1), "from"),
        (date(2026, 11, 1), None, "to"),
        (date(2026, 11, 2), date(2026, 11, 1), "from"),
        (date(2026, 11, 25), date(2026, 11, 26), "to"),
        (date(2025, 11, 24), date(2026, 11, 25), "from"),
    ],
)
def test_visitors_average_refuses_impossible_days(first, last, field):
    with pytest.raises(ValidationError) as refused:
        metrics.visitors_average("custom", first, last)
    assert list(refused.value.message_dict) == [field]


def test_labels_of_every_period():
    assert stretches("day").labels[0] == "10월 27일"
    assert stretches("day").labels[-1] == "11월 25일"
    assert stretches("week").labels[-1] == "11월 22일 주"
    assert stretches("month").labels == [
        "25년 12월", *(f"26년 {month}월" for month in range(1, 12))
    ]  # fmt: skip
    assert stretches("year").labels == [f"{year}년" for year in range(2022, 2027)]
    assert [len(stretches(period).firsts) for period in PERIODS] == [30, 12, 12, 5]


@pytest.mark.parametrize("day", [date(2026, 11, 21), date(2026, 11, 22), date(2026, 11, 28)])
def test_a_week_begins_on_sunday(day):
    assert stretches("week", day).firsts[-1] == (date(2026, 11, 15) if day.day == 21 else date(2026, 11, 22))


@pytest.mark.parametrize(
    ("moment", "period", "is_counted"),
    [
        (datetime(2026, 11, 25, 0, 0, tzinfo=SEOUL), "day", True),
        (datetime(2026, 11, 24, 23, 59, 59, 999999, tzinfo=SEOUL), "day", False),
        (datetime(2026, 11, 19, 0, 0, tzinfo=SEOUL), "week", True),
        (datetime(2026, 11, 18, 23, 59, tzinfo=SEOUL), "week", False),
        (datetime(2026, 10, 26, 0, 0, tzinfo=SEOUL), "month", True),
        (datetime(2026, 10, 25, 23, 59, tzinfo=SEOUL), "month", False),
        (datetime(2025, 11, 26, 0, 0, tzinfo=SEOUL), "year", True),
        (datetime(2025, 11, 25, 23, 59, tzinfo=SEOUL), "year", False),
    ],
)
@pytest.mark.parametrize("is_kept", [True, False])
def test_days_begin_at_midnight_in_seoul(citizen, moment, period, is_counted, is_kept):
    StatusChange.objects.create(member=citizen, after="APPROVED", created_at=moment)
    if is_kept:
        close_days()
    assert metrics.members(period)["cumulative"]["total"] == {"current": 1, "change": int(is_counted)}


def test_figures_need_one_statement_each(history, django_assert_num_queries, monkeypatch):
    history(1, NOW)
    close_days()
    monkeypatch.setattr(series, "LIVE_CACHE_SECONDS", 5)
    with django_assert_num_queries(2):  # what is not kept yet of texts, once in five seconds
        metrics.posts("day")
    for ask in (
        lambda: metrics.members("year"),
        lambda: metrics.members_series("cumulative", "day"),
        lambda: metrics.posts("year"),
        lambda: metrics.posts_series("variation", "month"),
        lambda: metrics.visitors("year"),
        lambda: metrics.visitors_average("30"),
        lambda: metrics.visitors_series("cumulative", "year"),
    ):
        with django_assert_num_queries(1):
            ask()


def test_texts_of_today_are_counted_anew_when_their_seconds_are_over(citizen, monkeypatch):
    monkeypatch.setattr(series, "LIVE_CACHE_SECONDS", 5)
    before = metrics.posts("day")
    factories.post(citizen)
    assert metrics.posts("day") == before
    # A day that is closed meanwhile is counted once: kept figures go by the day that was known when texts were counted.
    with time_machine.travel(NOW - timedelta(days=1), tick=False):
        close_days()
    assert metrics.posts("day") == before
    cache.clear()
    now = metrics.posts("day")["cumulative"]["free"]["posts"]
    assert now["current"] == before["cumulative"]["free"]["posts"]["current"] + 1


def test_the_minutes_before_the_day_is_closed_are_counted(citizen):
    with time_machine.travel(NOW - timedelta(days=1), tick=False):
        close_days()
    StatusChange.objects.create(member=citizen, after="APPROVED", created_at=NOW - timedelta(hours=20))
    post = factories.post(citizen)
    Post.objects.filter(pk=post.pk).update(published_at=NOW - timedelta(days=1))
    with time_machine.travel(datetime(2026, 11, 25, 0, 2, tzinfo=SEOUL), tick=False):
        assert metrics.members("week")["cumulative"]["total"]["change"] == 1
        assert metrics.posts("day")["cumulative"]["free"]["posts"] == {"current": 1, "change": 0}


@pytest.mark.parametrize("seed", range(4))
def test_kept_figures_are_proven(history, seed):
    history(seed, NOW)
    some_visits()
    close_days()
    assert {name for name, wrong in prove() if wrong} == set()
    before = list(MemberStatistic.objects.values())
    assert close_days() != []
    assert list(MemberStatistic.objects.values()) == before


def test_proof_finds_what_is_wrong(history):
    history(1, NOW)
    some_visits()
    close_days()
    day = MemberStatistic.objects.latest("day")
    MemberStatistic.objects.filter(pk=day.pk).update(joined=99, total=99)
    Visit.objects.filter(day=NOW.date() - timedelta(days=7)).delete()
    wrong = {name for name, number in prove() if number}
    assert wrong == {"회원 일별", "회원 누적", "방문자 일별", "회원 누적과 회원 목록"}
    close_days(first=NOW.date() - timedelta(days=40))
    assert {name for name, number in prove() if number} == set()


def test_days_are_closed_without_gaps_and_never_today(history):
    history(1, NOW)
    close_days(last=NOW.date() - timedelta(days=20))
    counted = close_days(first=NOW.date() - timedelta(days=3), last=NOW.date() + timedelta(days=3))
    assert (counted[0], counted[-1]) == (NOW.date() - timedelta(days=19), NOW.date() - timedelta(days=1))
    days = set(MemberStatistic.objects.values_list("day", flat=True))
    assert len(days) == (max(days) - min(days)).days + 1
    assert MemberStatistic.objects.count() == 3 * len(days)


def test_a_change_that_comes_late_is_counted_the_next_night(citizen):
    close_days()
    StatusChange.objects.create(member=citizen, after="APPROVED", created_at=NOW - timedelta(days=1))
    assert metrics.members("week")["cumulative"]["total"]["change"] == 0
    close_days()
    assert metrics.members("week")["cumulative"]["total"] == {"current": 1, "change": 1}
    assert timezone.localdate() == NOW.date()
