"""Views of policies: once per visitor, also of cached pages, without a write while somebody waits, never twice."""

import pytest
from django_redis import get_redis_connection
from redis.exceptions import ConnectionError as Away

from policies.jobs import count_views
from policies.models import PolicyVersion, ViewFlush
from policies.services.view_counts import flush_views
from policies.services.view_counts import views as buffer
from tests import agents, factories

pytestmark = pytest.mark.django_db

FIRST = "TP0001-VN0001"


def views():
    return dict(PolicyVersion.objects.filter(views__gt=0).values_list("public_id", "views"))


def test_each_visitor_counts_once_for_what_the_page_shows(client_of, api_of, reader, settings):
    settings.PAGE_CACHE_SECONDS = 30
    ahead = factories.policy_version()
    for client in (client_of(), client_of(), client_of(REMOTE_ADDR="127.0.0.9"), client_of(reader)):
        for _ in range(2):
            assert client.get("/terms/").status_code == 200
    client_of().get("/terms/", {"version": ahead.public_id, "compare": FIRST})
    api_of().get("/api/policies/privacy")
    api_of().get(f"/api/policies/TP0001/versions/{ahead.public_id}")
    for missed in ("/terms/?version=TP0001-VN0099", "/policies/TP0999/", "/terms/?compare=x", "/policies/"):
        client_of().get(missed)
    client_of().head("/terms/")
    assert views() == {}, "nothing is written while somebody waits"
    assert flush_views() == 5
    assert views() == {FIRST: 3, ahead.public_id: 1, "TP0002-VN0001": 1}
    assert flush_views() == 0


def test_robots_raise_no_views(client_of, api_of):
    robot = {"User-Agent": agents.GOOGLEBOT}
    assert client_of().get("/terms/", headers=robot).status_code == 200
    assert api_of().get("/api/policies/privacy", headers=robot).status_code == 200
    assert flush_views() == 0


def test_a_view_asks_the_database_for_nothing_more(client_of, settings, django_assert_num_queries):
    settings.PAGE_CACHE_SECONDS = 30
    client_of().get("/terms/")
    with django_assert_num_queries(0):
        client_of(REMOTE_ADDR="127.0.0.2").get("/terms/")
    assert flush_views() == 2


def test_a_batch_that_was_brought_in_and_stayed_is_not_brought_in_again(client_of):
    client_of().get("/privacy/")
    flush_views()
    redis = get_redis_connection("limits")
    redis.hset(buffer.batch, mapping={"#batch": ViewFlush.objects.get().batch, "privacy": 1})
    redis.hset(buffer.pending, "privacy", 5)
    assert flush_views() == 1
    assert views() == {"TP0002-VN0001": 1}
    # What has meanwhile no version goes nowhere, and takes nothing with it.
    redis.hset(buffer.pending, mapping={"TP0999": 1, "TP0001-VN0099": 2})
    count_views(0)
    assert views() == {"TP0002-VN0001": 6}


def test_without_redis_views_are_counted_in_the_database(client_of, settings, monkeypatch):
    def away(name):
        raise Away

    monkeypatch.setattr("polibat.cache.write_behind.get_redis_connection", away)
    for _ in range(2):
        assert client_of().get("/terms/").status_code == 200
    assert views() == {FIRST: 1}


def test_staff_read_how_often_a_version_was_read(client_of, api_of, moderator):
    version = PolicyVersion.objects.get(public_id=FIRST)
    PolicyVersion.objects.filter(pk=version.pk).update(views=8456)
    page = client_of(moderator).get(f"/admin/policies/policyversion/{version.pk}/change/").text
    assert "조회수" in page
    assert "8456" in page.replace(",", "")
    shown = api_of(moderator).get(f"/api/admin/policies/{FIRST}").json()["data"]
    assert shown["stats"]["views"] == 8456
