"""The figures through the API (spec L39 to L44): their shapes, English and Korean names alike, clear refusals."""

import pytest
from django.utils import timezone

from accounts.models import StatusChange
from insights.queries import metrics
from insights.services.visits import store_visits
from tests import factories

pytestmark = pytest.mark.django_db

BASE = "/api/admin/dashboard/"


@pytest.fixture
def ask(api_of, moderator):
    """`ask(path, **query)`: the data of an answer to a moderator."""
    client = api_of(moderator)

    def get(path, status=200, **query):
        response = client.get(BASE + path, query)
        assert response.status_code == status, response.content.decode()
        return response.json()["data" if status == 200 else "error"]

    return get


@pytest.fixture
def something(citizen, politician):
    StatusChange.objects.create(member=citizen, after="APPROVED")
    factories.comment(factories.post(citizen), citizen)
    store_visits([(timezone.localdate(), f"{number:032x}", "PC", number > 1) for number in range(5)])


def test_members_in_their_shape(ask, something):
    found = ask("members")
    assert found["cumulative"]["total"] == found["cumulative"]["normal"] == {"current": 1, "change": 1}
    assert list(found["cumulative"]) == ["total", "normal", "politician", "assistant"]
    assert {change: numbers["total"] for change, numbers in found["changes"].items()} == {
        "new": 1, "withdrawn": 0, "suspended": 0, "banned": 0,
    }  # fmt: skip


def test_posts_in_their_shape(ask, something):
    found = ask("posts", period="year")
    both = {"posts": {"current": 1, "change": 1}, "comments": {"current": 1, "change": 1}}
    assert found["cumulative"]["free"] == both | {"combined": {"current": 2, "change": 2}}
    assert found["changes"]["total"]["new"] == {"combined": 2, "posts": 1, "comments": 1}
    assert list(found["changes"]["vote"]) == ["new", "reported", "hidden", "deleted"]


def test_visitors_in_their_shape(ask, something):
    found = ask("visitors")
    assert list(found) == ["total", "pc", "mobile", "tablet", "other", "loggedIn", "guest"]
    assert (found["total"]["current"], found["loggedIn"]["change"], found["guest"]["current"]) == (5, 3, 2)
    assert ask("visitors/average", window="7")["total"] == 0.7
    assert ask("visitors/average", window="custom", **{"from": "2026-11-01", "to": "2026-11-02"})["total"] == 0


@pytest.mark.parametrize(
    ("path", "korean", "english"),
    [
        ("members", {"period": "주간"}, {"period": "week"}),
        (
            "members/series",
            {"type": "변동", "period": "일간", "items": "신규회원"},
            {"type": "variation", "period": "day", "items": "new"},
        ),
        (
            "posts/series",
            {"type": "변동", "variation": "숨김", "board": "투표", "period": "연간"},
            {"type": "variation", "variation": "hidden", "board": "vote", "period": "year"},
        ),
        (
            "visitors/series",
            {"type": "일평균", "window": "최근 14일", "items": "PC접속,로그인"},
            {"type": "average", "window": "14", "items": "pc,loggedIn"},
        ),
    ],
)
def test_korean_and_english_names_mean_the_same(ask, something, path, korean, english):
    assert ask(path, **korean) == ask(path, **english)


@pytest.mark.parametrize(("period", "points"), [("day", 30), ("week", 12), ("month", 12), ("year", 5)])
def test_series_have_their_points(ask, something, period, points):
    for path in ("members/series", "posts/series", "visitors/series"):
        found = ask(path, period=period)
        assert len(found["labels"]) == points
        assert found["datasets"]
        assert {len(line["values"]) for line in found["datasets"]} == {points}
    assert found["datasets"][0]["values"][-1] == metrics.visitors("day")["total"]["current"]


@pytest.mark.parametrize(
    ("path", "query", "field"),
    [
        ("members", {"period": "세기"}, "period"),
        ("members", {"period": "\x00"}, "period"),
        ("members/series", {"items": "new,아무거나"}, "items"),
        ("members/series", {"type": "average"}, "type"),
        ("posts/series", {"board": "NOTICE"}, "board"),
        ("posts/series", {"variation": "🚩"}, "variation"),
        ("visitors/average", {"window": "8"}, "window"),
        ("visitors/average", {"window": "custom"}, "from"),
        ("visitors/average", {"window": "custom", "from": "어제", "to": "2026-11-01"}, "from"),
        ("visitors/average", {"window": "custom", "from": "2026-11-02", "to": "2026-11-01"}, "from"),
        ("visitors/average", {"window": "custom", "from": "0001-01-01", "to": "2026-11-01"}, "from"),
        ("visitors/series", {"type": "average", "window": "custom", "from": "2026-11-01", "to": "9999-12-31"}, "to"),
    ],
)
def test_what_cannot_be_read_is_refused_by_name(ask, path, query, field):
    refused = ask(path, 400, **query)
    assert refused["code"] == "VALIDATION_ERROR"
    assert field in {line["field"] for line in refused["details"]}


def test_the_same_question_is_answered_by_304(api_of, moderator, something):
    client = api_of(moderator)
    tag = client.get(f"{BASE}members")["ETag"]
    assert client.get(f"{BASE}members", headers={"If-None-Match": tag}).status_code == 304


def test_an_answer_needs_one_statement(ask, something, django_assert_max_num_queries):
    series = [f"{subject}/series" for subject in ("members", "posts", "visitors")]
    for path in ("members", "posts", "visitors", "visitors/average", *series):
        with django_assert_max_num_queries(3):  # and who asks, and their level
            ask(path)
