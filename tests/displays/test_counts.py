"""Views, clicks and closings of banners and popups: per visitor once, in batches, and never brought in twice."""

from datetime import timedelta

import pytest
import time_machine
from django.core.cache import cache
from django.utils import timezone
from django_redis import get_redis_connection

from displays.jobs import count_displays
from displays.models import Banner, DisplayFlush, Popup
from displays.services import stop_display
from displays.services.counts import events, flush_counts
from polibat.models import LimitWindow
from tests import agents, factories

pytestmark = pytest.mark.django_db

BROWSER = {"User-Agent": agents.LINUX}
HERE = BROWSER | {"Origin": "http://testserver"}
EVENTS = "/displays/events/"


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "media"


@pytest.fixture
def displays(admin_member):
    made = factories.banner(admin_member), factories.popup(admin_member)
    cache.clear()
    return made


def stored():
    banner, popup = Banner.objects.get(), Popup.objects.get()
    return (banner.impressions, banner.clicks), (popup.views, popup.clicks, popup.closes)


def tell(client, **events):
    response = client.post(EVENTS, events, headers=HERE)
    assert (response.status_code, response.content, len(response.cookies)) == (204, b"", 0)


def test_events_count_each_visitor_once_for_what_is_there(client_of, reader, displays):
    banner, popup = displays
    for client in (client_of(), client_of(), client_of(REMOTE_ADDR="127.0.0.9"), client_of(reader)):
        for _ in range(2):
            tell(client, view=[banner.public_id, popup.public_id], click=popup.public_id, close=[popup.public_id] * 5)
    # What is no event of theirs, or nothing at all.
    tell(client_of(), close=banner.public_id, view=["BN999999", "#batch", "", "FB000001", "\x00"], nonsense="PU000001")
    assert stored() == ((0, 0), (0, 0, 0)), "nothing is written while somebody waits"
    assert flush_counts() == 12
    assert stored() == ((3, 0), (3, 3, 3))
    assert flush_counts() == 0


def test_an_event_costs_the_database_nothing_for_a_visitor(client_of, displays, django_assert_num_queries):
    banner, popup = displays
    tell(client_of(), view=banner.public_id)
    with django_assert_num_queries(0):
        tell(client_of(REMOTE_ADDR="127.0.0.2"), view=[banner.public_id, popup.public_id], close=popup.public_id)
    assert flush_counts() == 4


def test_events_of_other_sites_robots_and_of_what_is_not_shown_count_nowhere(client_of, admin_member, displays):
    banner, popup = displays
    client = client_of()
    for origin in ({}, {"Origin": "https://evil.example"}, {"Origin": "null"}, {"Origin": "http://testserver.evil"}):
        assert client.post(EVENTS, {"view": banner.public_id}, headers=BROWSER | origin).status_code == 403
    assert client.get(EVENTS, headers=HERE).status_code == 405
    robot = HERE | {"User-Agent": "Googlebot/2.1"}
    assert client.post(EVENTS, {"view": banner.public_id}, headers=robot).status_code == 204
    stop_display(popup, by=admin_member, reason="점검")
    cache.clear()
    tell(client, view=popup.public_id)
    assert flush_counts() == 0


def test_clicks_of_a_banner_count_each_visitor_once_unless_nobody_wants_to_know(client_of, reader, displays):
    banner, _ = displays
    for client in (client_of(), client_of(), client_of(reader)):
        for _ in range(3):
            assert client.get(banner.get_absolute_url(), headers=BROWSER).status_code == 302
        assert client.post(f"/api/banners/{banner.public_id}/click", headers=BROWSER).status_code == 200
    Banner.objects.update(tracks_clicks=False)
    client_of(REMOTE_ADDR="127.0.0.9").get(banner.get_absolute_url(), headers=BROWSER)
    assert flush_counts() == 2
    assert stored()[0] == (0, 2)
    redis = get_redis_connection("limits")
    seen = redis.keys("*displays:seen:*")
    assert len(seen) == 2
    assert all(1700 < redis.ttl(key) <= 1800 for key in seen), "who it was is forgotten after half an hour"


def test_a_batch_whose_worker_was_killed_counts_once(client_of, displays):
    banner, _ = displays
    redis = get_redis_connection("limits")
    tell(client_of(), view=banner.public_id)
    # Killed after the batch was taken: the next worker finds it, and what came meanwhile waits behind it.
    redis.rename(events.pending, events.batch)
    redis.hset(events.batch, "#batch", "taken")
    tell(client_of(REMOTE_ADDR="127.0.0.2"), view=banner.public_id)
    assert [flush_counts(), stored()[0][0]] == [1, 1]
    # Killed after the batch was stored and before it left Redis.
    redis.hset(events.batch, mapping={f"{banner.public_id}:impressions": 1, "#batch": DisplayFlush.objects.get().batch})
    assert [flush_counts(), stored()[0][0]] == [1, 1]
    count_displays(timestamp=0)
    assert stored()[0][0] == 2
    assert not redis.exists(events.batch, events.pending)


def test_a_batch_that_cannot_be_stored_stays(client_of, displays, monkeypatch):
    banner, _ = displays
    tell(client_of(), view=banner.public_id)

    def gone(*_args, **_kwargs):
        raise RuntimeError

    with monkeypatch.context() as broken:
        broken.setattr(DisplayFlush, "save", gone)
        with pytest.raises(RuntimeError):
            flush_counts()
    assert stored()[0][0] == 0
    assert flush_counts() == 1
    assert stored()[0][0] == 1


def test_events_are_counted_without_redis(client_of, displays, redis_away):
    banner, popup = displays
    for _ in range(3):
        tell(client_of(), view=[banner.public_id, popup.public_id], close=popup.public_id)
        assert client_of().get(banner.get_absolute_url(), headers=BROWSER).status_code == 302
    assert stored() == ((1, 1), (1, 0, 1))
    assert LimitWindow.objects.count() == 4
    with time_machine.travel(timezone.now() + timedelta(minutes=31)):
        tell(client_of(), view=banner.public_id)
    assert stored()[0] == (2, 1)
    count_displays(timestamp=0)


def test_click_rate_is_in_percent_and_of_nothing_nothing():
    rates = [Banner(impressions=seen, clicks=clicks).click_rate for seen, clicks in ((15_420, 346), (3, 1), (0, 2))]
    assert rates == [2.24, 33.33, 0.0]
