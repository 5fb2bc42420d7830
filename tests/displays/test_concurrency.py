"""Fifty staff at once: one moves the banner, the others are told; places stay unique, and counting never blocks."""

import threading

import pytest
from django.core.exceptions import ValidationError
from django.db import connection, transaction
from rest_framework.test import APIClient

from accounts.services import open_api_session
from displays.models import Banner, DisplayChange
from displays.services import move_banner
from displays.services.counts import _add
from tests import factories
from tests.markup import tidy

pytestmark = [pytest.mark.concurrency, pytest.mark.django_db(transaction=True, serialized_rollback=True)]

THREADS = 50


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "media"


@pytest.fixture
def banners(admin_member):
    return [factories.banner(admin_member, title) for title in "가나다라마"]


def all_at_once(calls):
    """What each of `calls` answers, each on a connection of its own."""
    answers, gate = [None] * len(calls), threading.Barrier(len(calls))

    def run(number, call):
        try:
            gate.wait()
            answers[number] = call()
        except Exception as error:  # noqa: BLE001 - the test looks at it
            answers[number] = error
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=each) for each in enumerate(calls)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return answers


def assert_moved_once(banners, *, to):
    *others, last = banners
    others.insert(to - 1, last)
    assert list(Banner.objects.all()) == others
    assert list(Banner.objects.values_list("order", flat=True)) == [1, 2, 3, 4, 5]
    assert DisplayChange.objects.filter(verb="MOVE").count() == 1


def test_fifty_moves_of_what_all_saw_at_the_last_place(admin_member, banners):
    row = banners[-1]
    answers = all_at_once([lambda: move_banner(Banner.objects.get(pk=row.pk), to=1, seen=5, by=admin_member)] * THREADS)
    assert answers.count(True) == 1
    refused = [answer for answer in answers if answer is not True]
    assert all(isinstance(answer, ValidationError) and answer.code == "changed" for answer in refused), refused
    assert "다른 운영자가 순서를" in refused[0].message
    assert_moved_once(banners, to=1)


def test_fifty_moves_through_the_admin(client_of, admin_member, banners):
    row = banners[-1]
    page = client_of(admin_member).get("/admin/displays/banner/").text
    assert f'name="seen-{row.pk}" value="5"' in tidy(page)
    data = {"action": "forward", "_selected_action": [row.pk], "index": 0, f"seen-{row.pk}": "5"}
    clients = [client_of(admin_member) for _ in range(THREADS)]
    answers = all_at_once(
        [lambda client=client: client.post("/admin/displays/banner/", data, follow=True) for client in clients]
    )
    assert sum("다른 운영자가 순서를 바꾸었습니다" in answer.text for answer in answers) == THREADS - 1
    assert_moved_once(banners, to=4)


def test_fifty_moves_through_the_api(admin_member, banners):
    access = open_api_session(admin_member).access
    address = f"/api/admin/banners/{banners[-1].public_id}/move"

    def move():
        api = APIClient(HTTP_AUTHORIZATION=f"Bearer {access}")
        return api.post(address, {"to": 1, "seen": 5}, format="json")

    answers = all_at_once([move] * THREADS)
    assert sorted(answer.status_code for answer in answers) == [200] + [409] * (THREADS - 1)
    assert {answer.json()["error"]["code"] for answer in answers if answer.status_code == 409} == {"CONFLICT"}
    assert_moved_once(banners, to=1)


def test_moves_and_counts_at_once_neither_block_each_other_nor_lose_anything(admin_member, banners):
    counts = {
        f"{banner.public_id}:{field}": n for banner in banners for field, n in (("impressions", 1), ("clicks", 2))
    }

    def count():
        with transaction.atomic():
            _add(counts)
        return True

    moves = [lambda each=each: move_banner(each, to=1, by=admin_member) for each in banners * 2]
    answers = all_at_once([*moves, *[count] * 20])
    assert not [answer for answer in answers if isinstance(answer, Exception)]
    assert set(Banner.objects.values_list("impressions", "clicks")) == {(20, 40)}
    assert sorted(Banner.objects.values_list("order", flat=True)) == [1, 2, 3, 4, 5]
