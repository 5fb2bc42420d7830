"""Whole pages for visitors: kept for seconds, made once, dropped by writes, never mixed with anybody's session."""

import threading
import time

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.cache import cache
from django.db import transaction
from django.http import HttpResponse
from django.test import RequestFactory

from polibat.cache import pages
from polibat.cache.pages import cached_for_visitors, drop_pages

PATIENCE = 30


class Page:
    """A view that counts how often it was asked, and takes its time."""

    def __init__(self, *, takes=0.0, **answer):
        self.made, self.takes, self.answer = 0, takes, answer
        self.view = cached_for_visitors("test:{name}", parameters=("page",), parts=("list",))(self.make)

    def make(self, request, name):
        """Make the page anew."""
        self.made += 1
        made = self.made
        time.sleep(self.takes)
        response = HttpResponse(f"{name} {made}", status=self.answer.get("status", 200))
        for cookie in self.answer.get("cookies", ()):
            response.set_cookie(cookie, "x")
        return response if "body" not in self.answer else HttpResponse(self.answer["body"])

    def get(self, address="/p/", *, method="get", **kwargs):
        """Ask for the page as a visitor."""
        request = getattr(RequestFactory(**kwargs), method)(address)
        request.user = AnonymousUser()
        return self.view(request, name="a")


@pytest.fixture(autouse=True)
def kept(settings):
    settings.PAGE_CACHE_SECONDS = 30


def test_a_page_is_made_once_and_may_be_kept_by_a_cdn(settings):
    page = Page()
    answers = [page.get() for _ in range(3)]
    assert [answer.content for answer in answers] == [b"a 1"] * 3
    assert answers[2]["Cache-Control"] == "public, max-age=0, s-maxage=30"
    assert answers[2]["Vary"] == "Cookie, HX-Request, HX-Target"


def test_pages_are_kept_apart_by_parameters_and_parts():
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
def test_what_is_not_the_same_for_everybody_is_not_kept(address, about):
    page = Page()
    answers = [page.get(address, **about) for _ in range(2)]
    assert page.made == 2
    assert not any("public" in answer.get("Cache-Control", "") for answer in answers)


@pytest.mark.parametrize(
    "answer", [{"cookies": ["csrftoken"]}, {"body": '<input name="csrfmiddlewaretoken" value="x">'}, {"status": 404}]
)
def test_what_belongs_to_one_visitor_or_is_no_page_is_not_kept(answer):
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
def test_drop_pages_takes_effect_with_the_transaction():
    page = Page()
    page.get()
    with transaction.atomic():
        drop_pages("test:a")
        assert page.get().content == b"a 1"
    assert page.get().content == b"a 2"
    drop_pages("test:b")
    assert page.get().content == b"a 2"


@pytest.mark.django_db(transaction=True)
def test_a_page_made_while_something_changed_is_not_served_again():
    page = Page()
    make = page.make

    def change_meanwhile(request, name):
        drop_pages("test:a")
        return make(request, name)

    page.view = cached_for_visitors("test:{name}")(change_meanwhile)
    page.get()
    assert page.get().content == b"a 2"


def test_a_page_stays_in_the_process_for_a_moment_only(monkeypatch):
    page = Page()
    for _ in range(2):
        page.get()
    # What another process dropped is seen a moment later.
    cache.clear()
    assert page.get().content == b"a 1"
    then = time.time() + pages.NEAR_SECONDS
    monkeypatch.setattr(time, "time", lambda: then)
    assert page.get().content == b"a 2"


def test_only_so_many_pages_stay_in_the_process():
    page = Page()
    for number in range(1, pages.MOST_NEAR + 20):
        for _ in range(2):
            page.get(f"/p/?page={number}")
    assert 0 < len(pages._near) <= pages.MOST_NEAR


def test_nothing_is_kept_when_turned_off(settings):
    settings.PAGE_CACHE_SECONDS = 0
    page = Page()
    assert [page.get().content, page.get().content] == [b"a 1", b"a 2"]


def crowd(page, size=20):
    answers = []
    threads = [threading.Thread(target=lambda: answers.append(page.get().content), daemon=True) for _ in range(size)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=PATIENCE)
    return answers


def test_a_crowd_before_an_empty_cache_makes_one_page():
    page = Page(takes=0.2)
    assert crowd(page) == [b"a 1"] * 20
    assert page.made == 1


@pytest.mark.django_db(transaction=True)
def test_a_crowd_before_a_stale_page_gets_it_while_one_makes_the_next():
    page = Page(takes=0.3)
    page.get()
    drop_pages("test:a")
    answers = crowd(page)
    assert page.made == 2
    assert set(answers) == {b"a 1", b"a 2"}


def test_a_crowd_whose_maker_fails_is_not_left_waiting(monkeypatch):
    # Whoever waited until the end of the time for it would wait for an hour.
    monkeypatch.setattr(pages, "WAIT_SECONDS", 3600)
    monkeypatch.setattr(pages, "LOCK_SECONDS", 3600)
    page = Page(takes=0.1, status=404)
    assert len(crowd(page, 5)) == 5


def test_without_redis_every_request_makes_its_page_at_once(settings, monkeypatch):
    settings.CACHES = {
        name: {**about, "LOCATION": "unix:///nonexistent/valkey.sock"} for name, about in settings.CACHES.items()
    }
    page, waited = Page(), []
    monkeypatch.setattr(pages.time, "sleep", waited.append)
    assert [page.get().content, page.get().content] == [b"a 1", b"a 2"]
    # The page itself takes no time.
    assert set(waited) == {0.0}
