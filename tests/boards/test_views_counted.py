"""Views: once per visitor and post in 30 minutes, also from the cache and without Redis, and never brought in twice."""

from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone
from django_redis import get_redis_connection

from boards.models import PostCounts, ViewFlush
from boards.services.view_counts import flush_views, views
from tests import agents, factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def post(citizen):
    return factories.post(citizen)


def stored(post):
    return PostCounts.objects.get(pk=post.pk).views


def shown(client, post):
    return client.get(post.get_absolute_url()).context["views"]


def test_views_count_each_visitor_once(client_of, post, reader, citizen, settings):
    settings.PAGE_CACHE_SECONDS = 0
    visitors = [client_of(REMOTE_ADDR=f"127.0.0.{number + 1}") for number in range(2)]
    assert [shown(visitors[0], post), shown(visitors[0], post), shown(visitors[1], post)] == [1, 1, 2]
    assert [shown(client_of(reader), post), shown(client_of(reader), post), shown(client_of(citizen), post)] == [
        3,
        3,
        4,
    ]
    assert stored(post) == 0
    assert flush_views() == 4
    assert stored(post) == 4
    assert shown(client_of(reader), post) == 4


def test_views_count_again_after_thirty_minutes(client_of, post, reader):
    client = client_of(reader)
    shown(client, post)
    redis = get_redis_connection("limits")
    [seen] = redis.keys("*views:seen:*")
    assert 1700 < redis.ttl(seen) <= 1800
    redis.delete(seen)
    assert shown(client, post) == 2


def test_views_count_pages_from_the_cache(client_of, post, settings):
    settings.PAGE_CACHE_SECONDS = 60
    for number in range(5):
        client_of(REMOTE_ADDR=f"127.0.0.{number + 1}").get(post.get_absolute_url())
    assert flush_views() == 5


def test_views_count_pages_that_the_browser_has_kept(client_of, post, settings):
    settings.PAGE_CACHE_SECONDS = 60
    mark = client_of().get(post.get_absolute_url())["ETag"]
    again = client_of(REMOTE_ADDR="127.0.0.9").get(post.get_absolute_url(), headers={"If-None-Match": mark})
    assert again.status_code == 304
    assert flush_views() == 2


def test_views_do_not_count_pages_that_are_not_there_or_parts_of_pages(client_of, post):
    client = client_of()
    client.get("/free/FB999999/")
    client.head(post.get_absolute_url())
    client.get(post.get_absolute_url(), headers={"HX-Request": "true", "HX-Target": "div#comments"})
    assert flush_views() == 0


@pytest.mark.parametrize("agent", ["", agents.GOOGLEBOT, "kakaotalk-scrap/1.0", "curl/8.5.0"])
def test_robots_raise_no_views(client_of, api_of, post, settings, agent):
    settings.PAGE_CACHE_SECONDS = 0
    assert shown(client_of(), post) == 1
    robot, robot_of_the_api = client_of(HTTP_USER_AGENT=agent, REMOTE_ADDR="127.0.0.9"), api_of()
    # It reads the number that there is.
    assert shown(robot, post) == 1
    answer = robot_of_the_api.get(f"/api/posts/{post.public_id}", headers={"User-Agent": agent})
    assert answer.json()["data"]["viewCount"] == 1
    settings.PAGE_CACHE_SECONDS = 60
    for _ in range(2):
        robot.get(post.get_absolute_url())
    assert flush_views() == 1


def test_robots_raise_no_views_without_redis_either(client_of, post, redis_away):
    robot = client_of(HTTP_USER_AGENT=agents.GOOGLEBOT)
    assert robot.get(post.get_absolute_url()).status_code == 200
    assert stored(post) == 0


def test_flush_views_does_not_double_a_batch_that_stayed_in_redis(client_of, post, reader):
    shown(client_of(reader), post)
    redis = get_redis_connection("limits")
    flush_views()
    name = ViewFlush.objects.get().batch
    # As if Redis had gone away just after the batch was stored.
    redis.hset(views.batch, mapping={post.public_id: 1, "#batch": name})
    shown(client_of(REMOTE_ADDR="127.0.0.9"), post)
    assert flush_views() == 1
    assert stored(post) == 1
    assert flush_views() == 1
    assert stored(post) == 2
    assert not redis.exists(views.batch, views.pending)


def test_views_are_counted_without_redis(client_of, post, reader, redis_away):
    client = client_of(reader)
    for _ in range(3):
        assert client.get(post.get_absolute_url()).status_code == 200
    assert stored(post) == 1
    with time_machine.travel(timezone.now() + timedelta(minutes=31)):
        client.get(post.get_absolute_url())
    assert stored(post) == 2
