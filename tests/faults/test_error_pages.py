"""Errors look like the site, in Korean; those of 500 and 503 need no database."""

import pytest
from django.test import Client

from tests.markup import contains

pytestmark = pytest.mark.urls("tests.faults.urls")


@pytest.fixture
def client():
    """A browser that is shown error pages."""
    return Client(raise_request_exception=False)


def assert_is_our_page(response, status, *words):
    html = response.content.decode()
    assert response.status_code == status
    assert contains(html, '<html lang="ko">')
    assert "logo.svg" in html
    assert 'id="main"' in html
    for word in words:
        assert word in html
    assert "Content-Security-Policy" in response.headers


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("address", "status", "words"),
    [
        ("/fail/400/", 400, "요청"),
        ("/fail/403/", 403, "이 글은 볼 수 없습니다."),
        ("/fail/404/", 404, "페이지"),
        ("/no-such-page/", 404, "페이지"),
        ("/free/FB999999/", 404, "페이지"),
        ("/free/nonsense/", 404, "페이지"),
        ("/reports/nonsense/", 404, "페이지"),
    ],
)
def test_error_pages_are_in_the_look_of_the_site(client, address, status, words):
    assert_is_our_page(client.get(address), status, words)


@pytest.mark.django_db
def test_error_page_of_a_limit_names_the_waiting_time(client):
    response = client.get("/fail/429/")
    assert_is_our_page(response, 429, "2분")
    assert response["Retry-After"] == "90"


@pytest.mark.django_db
def test_error_page_of_too_much_sent(client, settings):
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 100
    assert_is_our_page(client.post("/body/", "x" * 101, content_type="text/plain"), 413)


@pytest.mark.django_db
def test_error_page_of_a_form_without_its_token():
    client = Client(enforce_csrf_checks=True, raise_request_exception=False)
    assert_is_our_page(client.post("/login/", {"email": "a@example.com"}), 403, "새로고침")


def test_error_page_500_needs_no_database(client, caplog):
    assert_is_our_page(client.get("/fail/500/"), 500, "일시적인 오류")


@pytest.mark.parametrize("address", ["/fail/503/", "/fail/503-interface/"])
def test_error_page_503_needs_no_database_and_says_when_to_come_back(client, address, caplog):
    response = client.get(address)
    assert_is_our_page(response, 503, "점검")
    assert response["Retry-After"] == "5"


def test_error_pages_tell_nothing_of_the_inside(client, caplog):
    html = client.get("/fail/500/").content.decode()
    assert "boom" not in html
    assert "Traceback" not in html
