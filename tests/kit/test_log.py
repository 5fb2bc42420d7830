"""A log line is JSON, carries the request's id and nothing of the request itself."""

import json
import logging
import sys
import uuid
from datetime import UTC, datetime
from pathlib import Path

import pytest

from accounts.services import open_api_session
from polibat.web.log import JsonFormatter, RequestIdFilter, request_id
from tests import factories


def line(**extra):
    """What a record with `extra` becomes."""
    record = logging.makeLogRecord(
        {"name": "boards", "levelname": "INFO", "msg": "post %s", "args": ("published",), **extra}
    )
    RequestIdFilter().filter(record)
    return json.loads(JsonFormatter().format(record))


def test_line_tells_what_happened():
    token = request_id.set("abc12345")
    told = line(post="FB000001")
    request_id.reset(token)
    told.pop("time")
    assert told == {
        "level": "INFO",
        "logger": "boards",
        "message": "post published",
        "request": "abc12345",
        "post": "FB000001",
    }


def test_line_holds_any_value_and_what_went_wrong():
    made = uuid.uuid4()
    try:
        int("열둘")
    except ValueError:
        told = line(id=made, path=Path("a/b"), words="한글", exc_info=sys.exc_info(), created=0.5)
    assert (told["id"], told["path"]) == (str(made), "a/b")
    assert told["exception"].startswith("Traceback")
    assert told["exception"].endswith("'열둘'")
    assert datetime.fromisoformat(told["time"]) == datetime.fromtimestamp(0.5, UTC)
    record = logging.makeLogRecord({"msg": "한글", "extra": object()})
    written = JsonFormatter().format(record)
    assert "한글" in written
    assert "\n" not in written


def test_line_never_carries_the_request():
    assert "request_object" not in json.dumps(line(request="request_object", response="request_object"))
    assert line(server_time="x").keys() == {"time", "level", "logger", "message", "request"}


def test_request_id_of_a_proxy_is_kept_when_sane(client, db):
    assert client.get("/no-such-page", headers={"X-Request-Id": "abcdef-1234"})["X-Request-Id"] == "abcdef-1234"
    assert client.get("/no-such-page", headers={"X-Request-Id": "<script>"})["X-Request-Id"] != "<script>"


def test_health_answers_whatever_the_host(client):
    said = client.get("/health", headers={"host": "10.1.2.3"}).json()
    assert (said["status"], set(said)) == ("ok", {"status", "timestamp", "uptime", "environment"})


def lines_of(caplog):
    """Each line as it goes out: its message and its fields."""
    formatter = JsonFormatter()
    return [json.loads(formatter.format(record)) for record in caplog.records]


@pytest.fixture
def caught(caplog):
    """The log with the ids of requests."""
    caplog.handler.addFilter(RequestIdFilter())
    return caplog


@pytest.mark.parametrize(
    ("address", "status"),
    [("/no-such-page/", 404), ("/api/no-such", 404), ("/me/", 401), ("/admin/accounts/member/", 403)],
)
def test_a_line_about_a_refusal_carries_the_requests_id(client_of, citizen, caught, address, status):
    client = client_of(citizen) if status == 403 else client_of()
    answer = client.get(address, headers={"X-Request-Id": "abcdef-1234", "User-Agent": "x"}, follow=status == 403)
    told = [told for told in lines_of(caught) if told["logger"] == "django.request"]
    assert answer.status_code == status
    assert [line["request"] for line in told] == ["abcdef-1234"]


def test_a_refusal_says_whose_request_it_was(client, citizen, caught, db):
    headers = {"Authorization": f"Bearer {open_api_session(citizen).access}"}
    assert client.get("/api/admin/members", headers=headers).status_code == 403
    assert client.get("/api/auth/me").status_code == 401
    told = [told for told in lines_of(caught) if told["message"] == "refused"]
    assert [(line["status_code"], line["member"]) for line in told] == [(403, citizen.public_id), (401, "")]
    assert len({line["network"] for line in told}) == 1 and "127.0.0.1" not in str(told)


def test_a_log_in_is_a_line_in_the_log(client, citizen, caught):
    client.post("/login/", {"email": "citizen@example.com", "password": factories.PASSWORD})
    (told,) = [told for told in lines_of(caught) if told["message"] == "log-in"]
    assert (told["member"], len(told["network"])) == (citizen.public_id, 12)
    assert "example.com" not in caught.text
