"""Cached pages: served for seconds, invalidated by tags, never mixed with a session; and nobody waits for a maker."""

import gzip
import threading
import time
from contextlib import ExitStack, contextmanager

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.cache import cache
from django.db import transaction
from django.http import HttpResponse
from django.test import RequestFactory

from polibat.cache import pages
from polibat.cache.pages import cache_page_for_visitors, invalidate
from polibat.cache.tags import KeyedTag

TAG = KeyedTag("test", field="name")
# A thread that does not end within this is stuck; nothing here takes longer than a moment.
STUCK_SECONDS = 30

PATIENCE = 30


class Page:
    """A view that counts how often it was made, and can be held while it is."""

    def __init__(self, **answer):
        self.made, self.answer = 0, answer
        self.began, self.may_end = threading.Event(), threading.Event()
        self.may_end.set()
        self.view = cache_page_for_visitors(TAG, parameters=("page",), parts=("list",))(self.make)

    def make(self, request, name):
        """Make the page anew."""
        self.made += 1
        made = self.made
        # Only the one who began first is held.
        if not self.began.is_set():
            self.began.set()
            assert self.may_end.wait(STUCK_SECONDS)
        if error := self.answer.get("error"):
            raise error
        response = HttpResponse(f"{name} {made}", status=self.answer.get("status", 200))
        for cookie in self.answer.get("cookies", ()):
            response.set_cookie(cookie, "x")
        return response if "body" not in self.answer else HttpResponse(self.answer["body"])

    def get(self, address="/p/", *, method="get", **kwargs):
        """Ask for the page as a visitor."""
        request = getattr(RequestFactory(**kwargs), method)(address)
        request.user = AnonymousUser()
        return self.view(request, name="a")

    @contextmanager
    def held(self):
        """Inside, another thread is making the page; afterwards it has answered, with the content in the list given."""
        self.began.clear()
        self.may_end.clear()
        answers = []
        maker = threading.Thread(target=lambda: answers.append(self.get().content))
        maker.start()
        assert self.began.wait(STUCK_SECONDS)
        try:
            yield answers
        finally:
            self.may_end.set()
            maker.join(STUCK_SECONDS)
        assert not maker.is_alive()


@pytest.fixture(autouse=True)
def cached(settings):
    settings.PAGE_CACHE_SECONDS = 30


def test_a_page_is_made_once_and_may_be_cached_by_a_cdn(settings):
    page = Page()
    answers = [page.get() for _ in range(3)]
    assert [answer.content for answer in answers] == [b"a 1"] * 3
    assert answers[2]["Cache-Control"] == "public, max-age=0, s-maxage=30"
    assert answers[2]["Vary"] == "Cookie, HX-Request, HX-Target, Accept-Encoding"


def test_a_cached_page_is_sent_packed_to_whoever_understands_it():
    page = Page(body="가나다 " * 500)
    for accepted in ("gzip, deflate, br", "br;q=1, gzip;q=0.5"):
        answer = page.get(HTTP_ACCEPT_ENCODING=accepted)
        assert answer["Content-Encoding"] == "gzip"
        assert gzip.decompress(answer.content).decode() == "가나다 " * 500
        assert len(answer.content) < 200
    for accepted in ("", "br", "gzip;q=0", "gzip; q=0.0, br"):
        answer = page.get(HTTP_ACCEPT_ENCODING=accepted)
        assert "Content-Encoding" not in answer
        assert answer.content.decode() == "가나다 " * 500


def test_who_has_a_cached_page_is_not_sent_it_again():
    page = Page()
    mark = page.get()["ETag"]
    again = page.get(HTTP_IF_NONE_MATCH=mark, HTTP_ACCEPT_ENCODING="gzip")
    assert (again.status_code, again.content, again["ETag"]) == (304, b"", mark)
    assert again["Cache-Control"] == "public, max-age=0, s-maxage=30"
    invalidated = Page(body="other")
    assert invalidated.get("/q/", HTTP_IF_NONE_MATCH=mark).status_code == 200


def test_what_is_not_cached_is_neither_packed_nor_marked():
    """A form token or a member's name beside what somebody sends in can be guessed from the size of a packed page."""
    page = Page(body='<input name="csrfmiddlewaretoken" value="x">' * 50)
    for kwargs in ({}, {"HTTP_COOKIE": "sessionid=abc"}):
        answer = page.get(HTTP_ACCEPT_ENCODING="gzip", **kwargs)
        assert not {"Content-Encoding", "ETag"} & set(answer.headers)


def test_pages_are_cached_apart_by_parameters_and_parts():
    page = Page()
    part = {"HTTP_HX_REQUEST": "true", "HTTP_HX_TARGET": "div#list"}
    for _ in range(2):
        page.get("/p/")
        page.get("/p/?page=2")
        page.get("/p/", **part)
    assert page.made == 3


@pytest.mark.parametrize(
    ("address", "about"),
    [
        ("/p/?other=1", {}),
        ("/p/?page=2&q=x", {}),
        ("/p/?page=" + "9" * 400, {}),
        ("/p/", {"HTTP_HX_REQUEST": "true", "HTTP_HX_TARGET": "div#else"}),
        ("/p/", {"HTTP_COOKIE": "sessionid=abc"}),
        ("/p/", {"method": "post"}),
    ],
)
def test_what_is_not_the_same_for_everybody_is_not_cached(address, about):
    page = Page()
    answers = [page.get(address, **about) for _ in range(2)]
    assert page.made == 2
    assert not any("public" in answer.get("Cache-Control", "") for answer in answers)


@pytest.mark.parametrize(
    "answer", [{"cookies": ["csrftoken"]}, {"body": '<input name="csrfmiddlewaretoken" value="x">'}, {"status": 404}]
)
def test_what_belongs_to_one_visitor_or_is_no_page_is_not_cached(answer):
    page = Page(**answer)
    page.get()
    page.get()
    assert page.made == 2


def test_members_answers_are_private():
    page = Page()
    page.get()
    answer = page.get(HTTP_COOKIE="sessionid=abc")
    assert (answer.content, answer["Cache-Control"]) == (b"a 2", "private, no-cache")


@pytest.mark.django_db(transaction=True)
def test_invalidate_takes_effect_with_the_transaction():
    page = Page()
    page.get()
    with transaction.atomic():
        invalidate(TAG("a"))
        assert page.get().content == b"a 1"
    assert page.get().content == b"a 2"
    invalidate(TAG("b"))
    assert page.get().content == b"a 2"


@pytest.mark.django_db(transaction=True)
def test_a_page_made_while_something_changed_is_not_served_again():
    page = Page()
    make = page.make

    def change_meanwhile(request, name):
        invalidate(TAG("a"))
        return make(request, name)

    page.view = cache_page_for_visitors(TAG)(change_meanwhile)
    page.get()
    assert page.get().content == b"a 2"


def test_a_page_stays_in_the_l1_cache_for_a_moment_only(monkeypatch):
    page = Page()
    for _ in range(2):
        page.get()
    # What another process invalidated is seen a moment later.
    cache.clear()
    assert page.get().content == b"a 1"
    then = time.time() + pages.L1_SECONDS
    monkeypatch.setattr(time, "time", lambda: then)
    assert page.get().content == b"a 2"


def test_only_so_many_pages_stay_in_the_l1_cache():
    page = Page()
    for number in range(1, pages.L1_MOST + 20):
        for _ in range(2):
            page.get(f"/p/?page={number}")
    assert 0 < len(pages._l1) <= pages.L1_MOST


def test_nothing_is_cached_when_turned_off(settings):
    settings.PAGE_CACHE_SECONDS = 0
    page = Page()
    assert [page.get().content, page.get().content] == [b"a 1", b"a 2"]


def crowd(page, size=20):
    """The answers that many visitors get who come at the same time."""
    answers, start = [], threading.Barrier(size)

    def visit():
        start.wait(STUCK_SECONDS)
        answers.append(page.get().content)

    threads = [threading.Thread(target=visit) for _ in range(size)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(STUCK_SECONDS)
    return answers


@pytest.mark.django_db(transaction=True)
def test_a_crowd_before_a_stale_page_gets_it_while_one_makes_the_next():
    page = Page()
    page.get()
    invalidate(TAG("a"))
    with page.held() as made:
        assert crowd(page) == [b"a 1"] * 20
        assert (page.made, made) == (2, [])
    assert made == [b"a 2"]
    assert crowd(page) == [b"a 2"] * 20


def test_who_finds_no_page_makes_one_instead_of_waiting_for_another_maker():
    page = Page()
    with page.held() as made:
        assert page.get().content == b"a 2"
        # What was made meanwhile is there for everybody else.
        assert crowd(page) == [b"a 2"] * 20
        assert (page.made, made) == (2, [])
    assert made == [b"a 1"]


@pytest.mark.django_db(transaction=True)
def test_who_makes_a_page_beside_the_maker_leaves_the_lock_to_it():
    page = Page()
    with page.held():
        page.get()
        invalidate(TAG("a"))
        # Stale by now, and the one who holds the lock is still at it.
        assert crowd(page) == [b"a 2"] * 20
        assert page.made == 2
    # What it made is older than the change.
    assert page.get().content == b"a 3"


def test_who_ends_after_the_maker_does_not_take_the_place_of_its_page():
    page, other = Page(body="maker"), Page(body="other")
    with ExitStack() as maker:
        maker.enter_context(page.held())
        with other.held():
            maker.close()
    assert page.get().content == b"maker"


@pytest.mark.parametrize("answer", [{"status": 404}, {"error": RuntimeError()}])
def test_a_maker_that_fails_leaves_the_lock(answer):
    page = Page(**answer)
    for number in range(1, 4):
        if "error" in answer:
            with pytest.raises(RuntimeError):
                page.get()
        else:
            assert page.get().status_code == 404
        assert page.made == number
    page.answer = {}
    # The lock is free again: this one makes the page and caches it.
    assert [page.get().content for _ in range(2)] == [b"a 4"] * 2


def test_without_redis_every_request_makes_its_page_at_once(settings, monkeypatch):
    settings.CACHES = {
        name: {**about, "LOCATION": "unix:///nonexistent/valkey.sock"} for name, about in settings.CACHES.items()
    }
    page = Page()
    with page.held():
        assert [page.get().content, page.get().content] == [b"a 2", b"a 3"]
