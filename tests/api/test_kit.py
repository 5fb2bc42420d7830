"""What `polibat.api` promises for every resource (docs/decisions/0014-api-kit.md)."""

import base64
import json
from datetime import UTC, datetime

import pytest
import time_machine
from django.core.cache import caches
from django.test import Client
from django.utils import timezone

from boards.models import Post
from polibat.models import RepeatableRequest
from tests import factories
from tests.boards.test_concurrency import at_once

pytestmark = [pytest.mark.urls("tests.api.board"), pytest.mark.django_db]

WORDS = {"title": "버스 노선 이야기", "content": "<p>우리 동네 버스가 너무 뜸합니다. 배차를 늘려 주세요.</p>"}
KEY = {"HTTP_IDEMPOTENCY_KEY": "0b9f6c1e-key-1"}


@pytest.fixture
def posts(citizen):
    return [factories.post(citizen, title=f"{number}번째 이야기") for number in range(4)]


def ids(response):
    return [row["id"] for row in response.json()["data"]]


def newest_first(posts):
    return [post.public_id for post in reversed(posts)]


# Pages and cursors --------------------------------------------------------------------------------------------------


def test_pages_follow_each_other(api_of, posts):
    first, second = (api_of().get("/api/kit-posts", {"limit": 3, "page": page}) for page in (1, 2))
    assert ids(first) + ids(second) == newest_first(posts)
    about = second.json()["pagination"]
    assert about == {"page": 2, "limit": 3, "total": 4, "totalPages": 2, "isCapped": False, "nextCursor": None}


@pytest.mark.parametrize("order", ["?limit=2", "?limit=2&sortBy=published&sortOrder=asc"])
def test_cursors_lead_through_the_whole_list(api_of, posts, order):
    Post.objects.update(published_at=timezone.now())  # the same moment for all: the key decides
    found, cursor = [], ""
    for _ in range(2):
        response = api_of().get(f"/api/kit-posts{order}{cursor}")
        found += ids(response)
        cursor = f"&cursor={response.json()['pagination']['nextCursor']}"
    expected = newest_first(posts) if "asc" not in order else [post.public_id for post in posts]
    assert (found, cursor) == (expected, "&cursor=None")


def test_a_cursor_stays_where_it_was_when_newer_rows_come(api_of, posts, citizen):
    first = api_of().get("/api/kit-posts?limit=2")
    factories.post(citizen, title="나중에 온 글")
    second = api_of().get(f"/api/kit-posts?limit=2&cursor={first.json()['pagination']['nextCursor']}")
    assert ids(second) == newest_first(posts)[2:4]


def written(values):
    return base64.urlsafe_b64encode(json.dumps(values).encode()).decode().rstrip("=")


@pytest.mark.parametrize(
    "cursor",
    ["x", "한글", "AAAA", written(1), written([]), written(["x"]), written([1, 2]), written([True]),
     written([None]), written([2**70]), written([{"a": 1}]), "W1tbW1tb" * 300],
)  # fmt: skip
def test_what_is_no_cursor_is_a_bad_request(api_of, posts, cursor):
    response = api_of().get("/api/kit-posts", {"cursor": cursor})
    assert response.status_code == 400
    assert response.json()["error"]["details"] == [{"field": "cursor", "message": "이 목록의 cursor가 아닙니다."}]


@pytest.mark.parametrize("value", ["0", "-1", "abc", "1.5", "10000000000", "٣", "1001", "1 OR 1=1"])
@pytest.mark.parametrize("name", ["page", "limit"])
def test_what_is_no_page_is_a_bad_request(api_of, name, value):
    response = api_of().get("/api/kit-posts", {name: value})
    assert (response.status_code, response.json()["error"]["details"][0]["field"]) == (400, name)


# Filters ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("board", ["POLITICIAN", "정치인게시판"])
def test_a_choice_goes_by_key_or_label(api_of, posts, citizen, politician, board):
    named = factories.post(citizen, board="POLITICIAN", politician=politician)
    assert ids(api_of().get("/api/kit-posts", {"board": board})) == [named.public_id]
    assert len(ids(api_of().get("/api/kit-posts", {"board": "전체"}))) == 5


@pytest.mark.parametrize(
    ("asked", "field"),
    [
        ({"board": "NOWHERE"}, "board"),
        ({"from": "2026-13-01"}, "from"),
        ({"to": "어제"}, "to"),
        ({"from": "2026-11-02", "to": "2026-11-01"}, "from"),
        ({"period": "세기"}, "period"),
        ({"dateType": "password"}, "dateType"),
        ({"sortBy": "password"}, "sortBy"),
        ({"sortBy": "author__password"}, "sortBy"),
        ({"sortOrder": "sideways"}, "sortOrder"),
        ({"author": "NM\x000001"}, "author"),
    ],
)
def test_what_no_filter_can_read_is_a_bad_request(api_of, asked, field):
    response = api_of().get("/api/kit-posts", asked)
    assert (response.status_code, response.json()["error"]["details"][0]["field"]) == (400, field)


@pytest.mark.parametrize(
    ("at", "is_found"),
    [("2026-11-21T14:59:59", False), ("2026-11-21T15:00:00", True), ("2026-11-22T14:59:59", True),
     ("2026-11-22T15:00:00", False)],
)  # fmt: skip
@pytest.mark.parametrize("names", [("from", "to"), ("startDate", "endDate")])
def test_days_are_those_of_seoul_and_both_included(api_of, citizen, at, is_found, names):
    post = factories.post(citizen)
    Post.objects.update(published_at=datetime.fromisoformat(at).replace(tzinfo=UTC))
    asked = dict.fromkeys(names, "2026-11-22")
    assert ids(api_of().get("/api/kit-posts", asked)) == ([post.public_id] if is_found else [])


@pytest.mark.parametrize(
    ("period", "first"),
    [
        ("일간", "2026-11-25"),
        ("day", "2026-11-25"),
        ("주간", "2026-11-19"),
        ("월간", "2026-10-26"),
        ("연간", "2025-11-26"),
    ],
)
def test_a_period_ends_today_in_seoul(api_of, citizen, period, first):
    # 00:30 on the 25th in Seoul is still the 24th in UTC.
    with time_machine.travel(datetime(2026, 11, 24, 15, 30, tzinfo=UTC), tick=False):
        inside, outside = factories.post(citizen), factories.post(citizen, title="그 전날")
        begins = datetime.fromisoformat(f"{first}T00:00:00+09:00")
        Post.objects.filter(pk=inside.pk).update(published_at=begins)
        Post.objects.filter(pk=outside.pk).update(published_at=begins - timezone.timedelta(seconds=1))
        assert ids(api_of().get("/api/kit-posts", {"period": period})) == [inside.public_id]


# Repeats ------------------------------------------------------------------------------------------------------------


def test_the_same_key_makes_one_row_and_gets_the_same_answer(api_of, citizen):
    first, second = (api_of(citizen).post("/api/kit-posts", WORDS, format="json", **KEY) for _ in range(2))
    assert (first.status_code, second.status_code) == (201, 201)
    assert first.json()["data"] == second.json()["data"]
    assert (first.get("Idempotency-Replayed"), second["Idempotency-Replayed"]) == (None, "true")
    assert Post.objects.count() == 1


def test_the_same_key_for_something_else_is_a_conflict(api_of, citizen):
    api_of(citizen).post("/api/kit-posts", WORDS, format="json", **KEY)
    response = api_of(citizen).post("/api/kit-posts", WORDS | {"title": "다른 이야기"}, format="json", **KEY)
    assert (response.status_code, response.json()["error"]["code"]) == (409, "IDEMPOTENCY_KEY_REUSED")


def test_a_key_belongs_to_its_member(api_of, citizen, reader):
    for member in (citizen, reader):
        api_of(member).post("/api/kit-posts", WORDS, format="json", **KEY)
    assert Post.objects.count() == 2


def test_a_refusal_leaves_the_key_unused(api_of, citizen):
    refused = api_of(citizen).post("/api/kit-posts", WORDS | {"title": "짧"}, format="json", **KEY)
    assert (refused.status_code, RepeatableRequest.objects.count()) == (400, 0)
    assert api_of(citizen).post("/api/kit-posts", WORDS, format="json", **KEY).status_code == 201


@pytest.mark.parametrize("key", ["short", "x" * 65, "with space", "한글열쇠가여기있습니다"])
def test_what_is_no_key_is_a_bad_request(api_of, citizen, key):
    response = api_of(citizen).post("/api/kit-posts", WORDS, format="json", HTTP_IDEMPOTENCY_KEY=key)
    assert (response.status_code, Post.objects.count()) == (400, 0)


@pytest.mark.django_db(transaction=True)
@pytest.mark.concurrency
def test_twenty_at_once_with_one_key_make_one_row(api_of, citizen):
    def send():
        return api_of(citizen).post("/api/kit-posts", WORDS, format="json", **KEY).json()["data"]["id"]

    assert len(set(at_once(*[send] * 20))) == 1
    assert Post.objects.count() == 1


# Refusals -----------------------------------------------------------------------------------------------------------


def test_a_verbs_refusal_speaks_the_apis_words(api_of, citizen):
    response = api_of(citizen).post("/api/kit-posts", {"title": "버스 노선", "content": "짧다"}, format="json")
    (detail,) = response.json()["error"]["details"]
    assert (response.status_code, detail["field"]) == (400, "content")


def test_a_visitor_is_asked_to_sign_in_and_a_pending_member_refused(api_of, pending):
    assert api_of().post("/api/kit-posts", WORDS, format="json").status_code == 401
    response = api_of(pending).post("/api/kit-posts", WORDS, format="json")
    assert (response.status_code, response.json()["error"]["code"]) == (403, "FORBIDDEN")


@pytest.mark.parametrize(
    "body", ["{", "", "[]", '"x"', "null", "{" * 5000, '{"title": "\\ud800"}', '{"title": "a\\u0000b"}']
)
def test_broken_bodies_are_bad_requests(api_of, citizen, body):
    response = api_of(citizen).post("/api/kit-posts", body, content_type="application/json")
    assert (response.status_code, response.json()["success"]) == (400, False)


def test_another_media_type_is_refused(api_of, citizen):
    response = api_of(citizen).post("/api/kit-posts", "title=a", content_type="application/x-www-form-urlencoded")
    assert (response.status_code, response.json()["error"]["code"]) == (415, "UNSUPPORTED_MEDIA_TYPE")


def test_a_body_over_the_limit_is_refused_unread(api_of, citizen):
    body = json.dumps({"title": "x" * 30_000_000})
    response = api_of(citizen).post("/api/kit-posts", body, content_type="application/json")
    assert (response.status_code, response.json()["error"]["code"]) == (413, "PAYLOAD_TOO_LARGE")


@pytest.mark.parametrize("address", ["/api/kit-posts/FB999999", "/api/kit-posts/1", "/api/nowhere", "/api/%00"])
def test_what_is_not_there_is_told_as_json(api_of, address):
    response = api_of().get(address)
    assert (response.status_code, response.json()["success"]) == (404, False)


def test_ids_are_taken_in_any_case(api_of, posts):
    public_id = posts[0].public_id
    assert api_of().get(f"/api/kit-posts/{public_id.lower()}").json()["data"]["id"] == public_id
    assert api_of().get("/api/kit-posts/fb999999").json()["error"]["code"] == "POST_NOT_FOUND"


def test_a_row_that_is_missing_has_a_code_of_its_own(api_of):
    assert api_of().get("/api/kit-posts/FB999999").json()["error"]["code"] == "POST_NOT_FOUND"


def test_a_method_that_is_not_there_is_405_and_names_those_that_are(api_of, citizen):
    response = api_of(citizen).put("/api/kit-posts", {}, format="json")
    assert (response.status_code, response["Allow"]) == (405, "GET, POST, HEAD, OPTIONS")


# Around -------------------------------------------------------------------------------------------------------------


def test_an_answer_that_did_not_change_is_304(api_of, posts):
    first = api_of().get("/api/kit-posts")
    again = api_of().get("/api/kit-posts", HTTP_IF_NONE_MATCH=first["ETag"])
    assert (again.status_code, again.content) == (304, b"")
    factories.post(posts[0].author)
    assert api_of().get("/api/kit-posts", HTTP_IF_NONE_MATCH=first["ETag"]).status_code == 200


def test_answers_are_kept_by_nobody_else(api_of, posts):
    response = api_of().get("/api/kit-posts")
    assert response["Cache-Control"] == "private, no-cache"
    assert "Authorization" in response["Vary"]


def test_an_address_means_the_same_with_a_slash_at_the_end(api_of, posts):
    assert ids(api_of().get("/api/kit-posts/")) == ids(api_of().get("/api/kit-posts"))


def test_visitors_may_ask_so_often(api_of, settings):
    settings.API_ANONYMOUS_LIMIT = 3
    with time_machine.travel(datetime(2026, 11, 25, 3, 0, tzinfo=UTC), tick=False):
        caches["limits"].clear()
        answers = [api_of().get("/api/kit-posts") for _ in range(4)]
    assert [answer.status_code for answer in answers] == [200, 200, 200, 429]
    assert 0 < int(answers[-1]["Retry-After"]) <= 900


def test_other_origins_may_ask_only_when_they_are_named(settings, posts):
    settings.CORS_ALLOWED_ORIGINS = ["https://office.example.kr"]
    known = Client().get("/api/kit-posts", headers={"Origin": "https://office.example.kr"})
    assert known["Access-Control-Allow-Origin"] == "https://office.example.kr"
    assert known["Access-Control-Allow-Credentials"] == "true"
    stranger = Client().get("/api/kit-posts", headers={"Origin": "https://evil.example"})
    assert not stranger.has_header("Access-Control-Allow-Origin")
    page = Client().get("/free/", headers={"Origin": "https://office.example.kr"})
    assert not page.has_header("Access-Control-Allow-Origin")
