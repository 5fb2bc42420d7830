"""Limits hold for all processes together, in Redis and, when it is gone, in PostgreSQL."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.core.cache import caches
from django.db import connection

from polibat.models import LimitWindow
from polibat.security.limits import Throttled, give_back, limits_of_network, spend, spend_all, waiting_time

LENT = {"times": 5, "per": 600, "is_lent": True}
NOON = datetime(2026, 11, 23, 3, 0, tzinfo=UTC)


@pytest.fixture
def without_redis(settings):
    """Both cache aliases lead to a socket that nobody listens on."""
    settings.CACHES = {
        name: {**config, "LOCATION": "unix:///nonexistent/valkey.sock?db=0"} for name, config in settings.CACHES.items()
    }
    yield
    caches.close_all()


def allowed(scope, who, tries, **limit):
    """How many of `tries` uses were let through."""
    count = 0
    for _ in range(tries):
        try:
            spend(scope, who, **limit)
        except Throttled:
            continue
        count += 1
    return count


def test_spend_lets_exactly_the_limit_through(db):
    assert allowed("test", "a", 8, times=5, per=600) == 5


def test_spend_counts_each_one_apart(db):
    assert allowed("test", "a", 8, times=5, per=600) + allowed("test", "b", 8, times=5, per=600) == 10


def allowed_at(addresses, **limit):
    """How many of one use at each of `addresses` were let through."""
    count = 0
    for ip in addresses:
        try:
            spend_all(limits_of_network("test", ip, **limit))
        except Throttled:
            continue
        count += 1
    return count


def test_a_network_of_ipv6_is_held_by_the_64_and_tenfold_by_the_48(db):
    limit = {"times": 2, "per": 600}
    assert allowed_at([f"2001:db8:1:1::{number:x}" for number in range(5)], **limit) == 2
    # Another /64 of the same provider's customer, and then as many as there may be.
    assert allowed_at([f"2001:db8:1:{number:x}::1" for number in range(2, 40)], **limit) == 2 * 10 - 2
    assert allowed_at(["2001:db8:2::1"], **limit) == 1


def test_addresses_that_nobody_knows_do_not_fall_together(db):
    assert allowed_at([""] * 9, times=2, per=600) == 9
    assert allowed_at(["192.0.2.1"] * 9, times=2, per=600) == 2


def test_spend_says_how_long_to_wait(db):
    for _ in range(5):
        spend("test", "a", times=5, per=600)
    with pytest.raises(Throttled) as refusal:
        spend("test", "a", times=5, per=600)
    assert 1 <= refusal.value.wait <= 600
    assert refusal.value.code == "throttled"


def test_spend_holds_without_redis(db, without_redis):
    with time_machine.travel(NOON, tick=False) as clock:
        assert allowed("test", "a", 8, times=5, per=600) == 5
        with pytest.raises(Throttled) as refusal:
            spend("test", "a", times=5, per=600)
        assert refusal.value.wait == 600
        clock.shift(timedelta(seconds=601))
        assert allowed("test", "a", 8, times=5, per=600) == 5


def in_threads(job, times):
    """Run `job` in 16 threads, each with its own connection to PostgreSQL."""

    def run(_):
        try:
            return job()
        finally:
            connection.close()

    with ThreadPoolExecutor(16) as pool:
        return list(pool.map(run, range(times)))


def one_use():
    """Whether one more use is let through."""
    return allowed("test", "crowd", 1, times=20, per=600)


@pytest.mark.concurrency
def test_spend_is_exact_in_a_crowd(transactional_db):
    assert sum(in_threads(one_use, 100)) == 20


@pytest.mark.concurrency
def test_spend_is_exact_in_a_crowd_without_redis(transactional_db, without_redis):
    assert sum(in_threads(one_use, 100)) == 20
    assert LimitWindow.objects.get().count == 100


@pytest.mark.parametrize(
    ("seconds", "words"), [(1, "1초"), (59, "59초"), (60, "1분"), (61, "2분"), (3600, "1시간"), (3601, "2시간")]
)
def test_waiting_time_reads_as_people_say_it(seconds, words):
    assert waiting_time(seconds) == words


def test_give_back_takes_one_use_back(db):
    for _ in range(8):
        spend("test", "a", **LENT)
        give_back("test", "a", **LENT)
    assert allowed("test", "a", 8, **LENT) == 5


def test_give_back_without_a_window_does_nothing(db):
    give_back("test", "nobody", **LENT)
    assert allowed("test", "nobody", 8, **LENT) == 5


def test_give_back_twice_gives_no_more_than_was_taken(db):
    spend("test", "a", **LENT)
    for _ in range(3):
        give_back("test", "a", **LENT)
    assert allowed("test", "a", 8, **LENT) == 5


def test_what_was_given_back_ends_with_its_window(db):
    with time_machine.travel(NOON, tick=False) as clock:
        for _ in range(4):
            spend("test", "a", **LENT)
            give_back("test", "a", **LENT)
        clock.shift(timedelta(seconds=601))
        assert allowed("test", "a", 8, **LENT) == 5


def test_what_is_not_lent_cannot_be_given_back(db):
    with pytest.raises(ValueError, match="is_lent"):
        give_back("test", "a", times=5, per=600, is_lent=False)


def test_give_back_works_without_redis(db, without_redis):
    for _ in range(8):
        spend("test", "a", **LENT)
        give_back("test", "a", **LENT)
    assert allowed("test", "a", 8, **LENT) == 5
