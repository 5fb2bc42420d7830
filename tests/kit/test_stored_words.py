"""A browser is told which form was stored, and of nothing else (`polibat.web.middleware.stored_words`)."""

import pytest
from django.http import HttpResponse, HttpResponseRedirect
from django.test import RequestFactory

from polibat.web.middleware import stored_words

NAME = "3b2f6a1c-0d1e-4f7a-9a55-0c2d8e4f6a7b"


@pytest.mark.parametrize(
    ("response", "name", "is_told"),
    [
        (HttpResponseRedirect("/free/"), NAME, True),
        (HttpResponseRedirect("/free/FB000001/?next=/login/"), NAME, True),
        (HttpResponseRedirect("/login/?next=/free/write/"), NAME, False),
        (HttpResponseRedirect("/admin/login/?next=/admin/"), NAME, False),
        (HttpResponse(status=422), NAME, False),
        (HttpResponse(status=200), NAME, False),
        (HttpResponse(status=403), NAME, False),
        (HttpResponseRedirect("/free/"), "", False),
        (HttpResponseRedirect("/free/"), "a; Domain=evil.example", False),
    ],
)
def test_only_what_was_stored_is_told(response, name, is_told):
    request = RequestFactory().post("/free/write/", {"kept": name})
    answer = stored_words(lambda _request: response)(request)
    assert list(answer.cookies) == ([f"stored-{NAME}"] if is_told else [])
    if is_told:
        cookie = answer.cookies[f"stored-{NAME}"]
        assert (cookie["path"], cookie["max-age"], cookie["samesite"]) == ("/", 600, "Lax")


def test_looking_at_a_page_tells_nothing():
    request = RequestFactory().get("/free/", {"kept": NAME})
    assert not stored_words(lambda _request: HttpResponseRedirect("/free/"))(request).cookies
