"""The way from a banner to its target: knows only ids, counts people, counts them exactly."""

import threading

import pytest
from django.db import connection
from django.test import Client

from displays.models import Banner
from displays.services import delete_display, stop_display
from displays.services.counts import flush_counts
from tests import agents, factories

BROWSER = {"User-Agent": agents.LINUX}
THREADS = 50


@pytest.fixture
def banner(admin_member):
    return factories.banner(admin_member, target="https://example.org/캠페인?a=1#b")


def clicks():
    flush_counts()
    return Banner.objects.get().clicks


def test_banner_click_leads_to_the_stored_target(client, banner):
    response = client.get(banner.get_absolute_url(), headers=BROWSER)
    assert response.status_code == 302
    assert response["Location"] == "https://example.org/%EC%BA%A0%ED%8E%98%EC%9D%B8?a=1#b"
    assert "no-store" in response["Cache-Control"]
    assert response["X-Robots-Tag"] == "noindex, nofollow"
    assert clicks() == 1


@pytest.mark.parametrize("query", ["?next=https://evil.example", "?url=//evil.example", "?target=javascript:alert(1)"])
def test_banner_click_listens_to_nothing_but_the_id(client, banner, query):
    response = client.get(banner.get_absolute_url() + query, headers=BROWSER)
    assert response["Location"].startswith("https://example.org/")


@pytest.mark.parametrize(
    "path", ["/banners/https://evil.example/", "/banners/BN999999/", "/banners/PU000001/", "/banners/BN1/", "/banners/"]
)
def test_banner_click_of_anything_else_is_not_found(client, banner, path):
    assert client.get(path, headers=BROWSER).status_code == 404


def test_banner_click_counts_no_robots_and_no_looks_in_advance(client, banner):
    for agent in agents.ROBOTS:
        assert client.get(banner.get_absolute_url(), headers={"User-Agent": agent}).status_code == 302
    assert client.head(banner.get_absolute_url(), headers=BROWSER).status_code == 302
    ahead = BROWSER | {"Sec-Purpose": "prefetch;prerender"}
    assert client.get(banner.get_absolute_url(), headers=ahead).status_code == 302
    assert client.post(banner.get_absolute_url(), headers=BROWSER).status_code == 405
    assert clicks() == 0


@pytest.mark.parametrize("why", ["stopped", "deleted", "upcoming", "expired"])
def test_banner_click_of_what_is_not_shown_is_not_found_for_anybody(client_of, admin_member, time_machine, why):
    time_machine.move_to("2026-11-25T12:00:00+09:00", tick=False)
    banner = factories.banner(admin_member, starts=1 if why == "upcoming" else -1, ends=2)
    if why == "stopped":
        stop_display(banner, by=admin_member, reason="점검")
    if why == "deleted":
        delete_display(banner, by=admin_member, reason="지움")
    if why == "expired":
        time_machine.move_to("2026-11-27T12:00:00+09:00", tick=False)
    for member in (None, admin_member):
        assert client_of(member).get(banner.get_absolute_url(), headers=BROWSER).status_code == 404
    assert clicks() == 0


@pytest.mark.concurrency
@pytest.mark.django_db(transaction=True)
def test_fifty_visitors_at_once_are_all_counted(banner):
    answers, gate = [], threading.Barrier(THREADS)

    def click(number):
        try:
            gate.wait()
            answers.append(
                Client(REMOTE_ADDR=f"127.0.1.{number}").get(banner.get_absolute_url(), headers=BROWSER).status_code
            )
        finally:
            connection.close()

    threads = [threading.Thread(target=click, args=[number]) for number in range(THREADS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert answers == [302] * THREADS
    assert clicks() == THREADS


@pytest.mark.concurrency
@pytest.mark.django_db(transaction=True)
def test_ten_banners_at_once_get_ten_places(admin_member):
    gate, failed = threading.Barrier(10), []

    def publish():
        try:
            gate.wait()
            factories.banner(admin_member)
        except Exception as error:  # noqa: BLE001 - the test looks at it
            failed.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=publish) for _ in range(10)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failed == []
    assert sorted(Banner.objects.values_list("order", flat=True)) == list(range(1, 11))
    assert Banner.objects.values("public_id").distinct().count() == 10
