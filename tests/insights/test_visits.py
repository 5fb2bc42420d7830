"""Visits: each visitor once a day, whoever serves the page; no bots, no parts; brought in once; nobody stays known."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.db import IntegrityError, ProgrammingError, connection, transaction
from django.test.utils import CaptureQueriesContext, override_settings
from django_redis import get_redis_connection
from redis.exceptions import RedisError

from insights.jobs import close_past_days, flush_pending_visits
from insights.models import MemberStatistic, Visit, VisitStatistic
from insights.queries.subjects import VISITS_KEPT
from insights.services import visits
from insights.services.daily_statistics import close_days, prove
from insights.services.visits import buffer, flush_visits, seen, store_visits
from polibat.cache import write_behind
from tests import agents, factories

pytestmark = pytest.mark.django_db

SEOUL = ZoneInfo("Asia/Seoul")


def come(client, path="/free/", agent=agents.PC, **headers):
    return client.get(path, headers={"User-Agent": agent, **headers})


def waiting():
    return get_redis_connection("limits").hlen(buffer.pending)


def counted():
    return {(row.device, row.is_member): row.visitors for row in VisitStatistic.objects.all()}


@pytest.mark.parametrize("agent", agents.ROBOTS)
def test_robots_are_no_visitors(client, agent):
    come(client, agent=agent)
    assert waiting() == 0


def test_each_visitor_counts_once_a_day(client_of, citizen):
    for address in ("127.0.0.1", "127.0.0.1", "127.0.0.2"):
        for path in ("/free/", "/", "/free/"):
            come(client_of(REMOTE_ADDR=address), path)
    come(client_of(REMOTE_ADDR="127.0.0.1"), agent=agents.PHONE)
    for address in ("127.0.0.8", "127.0.0.9"):
        come(client_of(citizen, REMOTE_ADDR=address), "/me/posts/")
    assert flush_visits() == 4
    assert counted() == {("PC", False): 2, ("MOBILE", False): 1, ("PC", True): 1}
    assert flush_visits() == 0


def test_another_process_that_knows_nobody_counts_nobody_twice(client):
    come(client)
    assert flush_visits() == 1
    seen.forget()
    come(client)
    assert waiting() == 1
    assert flush_visits() == 0
    assert Visit.objects.count() == 1


def test_a_page_from_the_cache_counts_too_and_asks_nothing(client_of, settings):
    settings.PAGE_CACHE_SECONDS = 60
    come(client_of())
    with CaptureQueriesContext(connection) as queries:
        for number in range(5):
            come(client_of(REMOTE_ADDR=f"127.0.0.{number + 2}"))
    assert len(queries) == 0
    assert waiting() == 6


def test_a_page_that_the_browser_has_kept_counts_too(client_of, settings):
    settings.PAGE_CACHE_SECONDS = 60
    mark = client_of().get("/")["ETag"]
    assert client_of(REMOTE_ADDR="127.0.0.9").get("/", headers={"If-None-Match": mark}).status_code == 304
    assert waiting() == 2


@pytest.mark.parametrize(
    "path", ["/health", "/api", "/admin/", "/dev/mail/", "/nowhere/", "/robots.txt", "/styleguide/"]
)
def test_what_is_no_page_is_no_visit(client_of, superuser, path):
    come(client_of(superuser), path)
    assert waiting() == 0


def test_parts_and_pages_fetched_ahead_are_no_visits(client):
    come(client, **{"HX-Request": "true", "HX-Target": "main"})
    come(client, **{"Sec-Purpose": "prefetch"})
    client.post("/login/", headers={"User-Agent": agents.PC})
    client.head("/free/", headers={"User-Agent": agents.PC})
    assert waiting() == 0


def test_visitors_of_ipv6_are_counted_by_network(client_of):
    for address in ("2001:db8:1:2::1", "2001:db8:1:2::2", "2001:db8:1:3::1"):
        come(client_of(REMOTE_ADDR=address))
    assert flush_visits() == 2


def test_another_day_is_another_key_and_leads_back_to_nobody(client):
    names = []
    for day in (24, 25):
        with time_machine.travel(datetime(2026, 11, day, 12, tzinfo=SEOUL), tick=False):
            come(client)
            flush_visits()
    names = Visit.objects.order_by("day").values_list("day__day", "visitor")
    assert [day for day, _ in names] == [24, 25]
    assert names[0][1] != names[1][1]
    redis = get_redis_connection("limits")
    keys = redis.keys("*visits:key:*")
    assert len(keys) == 2
    assert all(0 < redis.ttl(key) <= 25 * 3600 for key in keys)
    # Without the day's key nobody can make the same name again, whoever has all the other secrets.
    redis.delete(*keys)
    seen.forget()
    with time_machine.travel(datetime(2026, 11, 25, 13, tzinfo=SEOUL), tick=False):
        come(client)
        assert flush_visits() == 1


def test_the_day_ends_at_midnight_in_seoul(client):
    for moment in (datetime(2026, 11, 24, 23, 59, tzinfo=SEOUL), datetime(2026, 11, 25, 0, 0, tzinfo=SEOUL)):
        with time_machine.travel(moment, tick=False):
            come(client)
    flush_visits()
    assert sorted(day.day for day in Visit.objects.values_list("day", flat=True)) == [24, 25]


def test_a_batch_that_was_stored_but_not_dropped_counts_once(client, monkeypatch):
    come(client)
    monkeypatch.setattr(write_behind, "DROP", "return 0")
    assert flush_visits() == 1
    monkeypatch.undo()
    assert get_redis_connection("limits").exists(buffer.batch)
    assert flush_visits() == 0
    assert not get_redis_connection("limits").exists(buffer.batch)
    assert counted() == {("PC", False): 1}


def test_a_batch_that_could_not_be_stored_stays(client, monkeypatch):
    come(client)
    monkeypatch.setattr(visits, "STORE", "SELECT no_such_thing(%s, %s, %s, %s)")
    with pytest.raises(ProgrammingError, match="no_such_thing"), transaction.atomic():
        flush_visits()
    monkeypatch.undo()
    come(client, agent=agents.PHONE)
    assert flush_visits() == 1
    assert flush_visits() == 1
    assert counted() == {("PC", False): 1, ("MOBILE", False): 1}


def test_visits_of_a_day_that_is_closed_still_count(client):
    with time_machine.travel(datetime(2026, 11, 24, 23, 59, tzinfo=SEOUL), tick=False):
        come(client)
    with time_machine.travel(datetime(2026, 11, 25, 0, 10, tzinfo=SEOUL), tick=False):
        store_visits([(datetime(2026, 11, 20).date(), "0" * 32, "PC", False)])  # noqa: DTZ001 - a day
        close_days()
        flush_visits()
        assert {name for name, wrong in prove() if wrong} == set()
        totals = VisitStatistic.objects.filter(device="PC", is_member=False, day__day=24)
        assert totals.values_list("visitors", "total").get() == (1, 2)


NOWHERE = {
    name: {
        "BACKEND": "django_redis.cache.RedisCache",
        "LOCATION": "redis://127.0.0.1:1/0",
        "OPTIONS": {"IGNORE_EXCEPTIONS": name == "default"},
    }
    for name in ("default", "limits")
}


@override_settings(CACHES=NOWHERE)
def test_without_redis_pages_serve_on_and_the_log_says_so(client, caplog):
    assert come(client).status_code == 200
    assert "visits are not counted while Redis is away" in caplog.messages
    caplog.clear()
    assert come(client, agent=agents.PHONE).status_code == 200
    assert "visits are not counted while Redis is away" not in caplog.messages
    flush_pending_visits(0)
    with pytest.raises(RedisError):
        flush_visits()


def test_whoever_comes_again_after_the_outage_is_counted(client, monkeypatch):
    monkeypatch.setattr(visits, "NOTE", "return redis.error_reply('away')")
    come(client)
    monkeypatch.undo()
    seen.quiet_until = 0
    come(client)
    assert flush_visits() == 1


def test_memory_of_visitors_is_bounded(client_of, monkeypatch):
    monkeypatch.setattr(visits, "MOST_SEEN", 3)
    for number in range(10):
        come(client_of(REMOTE_ADDR=f"127.0.0.{number + 1}"))
        assert len(seen.visitors) <= 3
    assert flush_visits() == 10


def test_visit_is_unique_by_constraint(db):
    row = {"day": "2026-11-25", "visitor": "0" * 32, "device": "PC", "is_member": False}
    Visit.objects.create(**row)
    with pytest.raises(IntegrityError), transaction.atomic():
        Visit.objects.create(**row)
    with pytest.raises(IntegrityError), transaction.atomic():
        Visit.objects.create(**{**row, "visitor": "1" * 32, "device": "FRIDGE"})


@pytest.mark.parametrize(
    "make",
    [
        lambda: MemberStatistic.objects.create(day="2026-11-25", kind="ADMIN"),
        lambda: [MemberStatistic.objects.create(day="2026-11-25", kind="NORMAL") for _ in range(2)],
        lambda: [VisitStatistic.objects.create(day="2026-11-25", device="PC", is_member=True) for _ in range(2)],
        lambda: VisitStatistic.objects.create(day="2026-11-25", device="X", is_member=True),
    ],
)
def test_statistics_are_unique_and_of_known_kinds(make):
    with pytest.raises(IntegrityError), transaction.atomic():
        make()


def test_the_nightly_job_closes_days_and_forgets_old_visits(client):
    with time_machine.travel(datetime(2026, 11, 25, 0, 5, tzinfo=SEOUL), tick=False):
        today = datetime(2026, 11, 25).date()  # noqa: DTZ001 - a day
        old, young = today - VISITS_KEPT - timedelta(days=1), today - VISITS_KEPT
        store_visits([(old, "0" * 32, "PC", False), (young, "1" * 32, "PC", False)])
        come(client)
        close_past_days(0)
        close_past_days(0)
        assert set(Visit.objects.values_list("day", flat=True)) == {young, today}
        assert VisitStatistic.objects.get(day=old, device="PC", is_member=False).visitors == 1
        # What is forgotten stays counted, also when it is counted anew.
        close_days(first=old)
        assert VisitStatistic.objects.get(day=old, device="PC", is_member=False).visitors == 1
        assert {name for name, wrong in prove() if wrong} == set()


def test_a_post_that_is_looked_at_is_a_visit_too(client, citizen):
    come(client, factories.post(citizen).get_absolute_url())
    assert waiting() == 1
