"""Whoever makes addresses up fills no memory that limits, sessions and other people's pages need."""

import pytest
from django.core.cache import cache
from django.urls import get_resolver

from boards.models import Board
from boards.views import share_picture
from polibat.cache.pages import clear_l1, parameters_of_views
from tests import factories
from tests.factories import MemberFactory

# Cached views that take parameters: an address of each, and a made-up value.
MADE_UP = {
    "boards.views.posts.post_list": (Board.FREE.list_address, "page", "77{}"),
    "boards.views.comments._comments_newer": ("{post}comments/", "after", "FB999999-CM{:04}"),
    "polls.views.polls.poll_list": (Board.POLL.list_address, "show", "77{}"),
    "suggestions.views.notices.notice_list": (Board.NOTICE.list_address, "page", "77{}"),
    "suggestions.views.suggestions.suggestion_list": (Board.SUGGESTION.list_address, "page", "77{}"),
}


def kept():
    """How many bytes of pages are kept."""
    return sum(len(cache.get(key)["body"]) for key in cache.keys("packed-page:*") if not key.endswith(":lock"))


@pytest.fixture
def cached(settings):
    """The page cache as a serving site has it."""
    settings.PAGE_CACHE_SECONDS = 5
    cache.clear()
    clear_l1()


def test_every_cached_view_with_parameters_is_tried_here():
    assert get_resolver().url_patterns
    ours = {name for name, parameters in parameters_of_views.items() if parameters and not name.startswith("tests.")}
    assert ours == set(MADE_UP)


@pytest.mark.parametrize("view", MADE_UP)
def test_made_up_addresses_are_not_kept(client, citizen, cached, view):
    post = factories.post(citizen, Board.FREE)
    address, parameter, value = MADE_UP[view]
    headers = {"HX-Request": "true"} if parameter == "after" else {}
    for number in range(5):
        asked = {parameter: value.format(number)}
        answer = client.get(address.format(post=post.get_absolute_url()), asked, headers=headers)
        assert answer.status_code in {200, 204}
    assert kept() == 0


def test_the_log_of_decisions_is_kept_at_its_own_address_alone(client, db, cached):
    for number in range(5):
        assert client.get("/moderation-log/", {"before": f"77{number}"}).status_code == 200
    assert kept() == 0
    client.get("/moderation-log/")
    assert kept() > 0


def test_pictures_for_links_have_a_number_of_places(db, monkeypatch):
    monkeypatch.setattr(share_picture, "PLACES", 3)
    monkeypatch.setattr(share_picture, "_draw", lambda title, *_: title.encode())
    posts = [factories.post(MemberFactory(), title=f"제목 {number}입니다") for number in range(9)]
    for _ in range(2):
        for post in posts:
            assert share_picture.share_picture(post) == post.title.encode()
    assert len(cache.keys("share-picture:*")) <= 3
