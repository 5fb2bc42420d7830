"""What docs/openapi.json promises to whoever makes a client of it."""

import json
import re

import pytest
from drf_spectacular.generators import EndpointEnumerator

from backoffice.lists import PAGES
from polibat.api.filters import ALL, LabelledChoiceFilter
from polibat.api.views import ApiViewSet
from tests import factories
from tests.api import documented
from tests.api.test_permissions import TABLES, name_of

KOREAN = re.compile("[가-힣]")
DAYS = {"from", "to", "startDate", "endDate", "period", "dateType"}


def operations():
    """Every operation as (METHOD, address, what is written)."""
    for path, found in documented.schema()["paths"].items():
        for method, operation in found.items():
            yield method.upper(), path, operation


def views():
    """Every operation as (METHOD, address, class of its view, name of its action)."""
    for path, _regex, method, callback in EndpointEnumerator().get_api_endpoints():
        yield method, path, callback.cls, getattr(callback, "actions", {}).get(method.lower(), "")


def parameters_of(path, where="query", method="get"):
    found = documented.schema()["paths"][path][method].get("parameters", [])
    return {one["name"]: one["schema"] for one in found if one["in"] == where}


def walk(shape, path=""):
    """Every object of the schema with where it stands."""
    if isinstance(shape, dict):
        yield path, shape
        for key, value in shape.items():
            yield from walk(value, f"{path}/{key}")
    elif isinstance(shape, list):
        for place, value in enumerate(shape):
            yield from walk(value, f"{path}/{place}")


def test_a_token_is_asked_for_where_the_permissions_need_one():
    table = {entry: endpoint for found in TABLES.values() for entry, endpoint in found.items()}
    wrong = []
    for method, path, operation in operations():
        endpoint = table[f"{method} {name_of(path)}"]
        is_open = not operation["security"] or {} in operation["security"]
        if is_open != ("anonymous" in endpoint.allowed):
            wrong.append((method, path, operation["security"]))
    assert wrong == []


def test_a_token_is_not_even_named_where_nobody_looks_at_it():
    without = {path for _, path, operation in operations() if operation["security"] == []}
    auth = ("codes", "verify-email", "signup", "login", "refresh", "forgot-password", "reset-password")
    assert without == {"/api", "/api/schema", *(f"/api/auth/{name}" for name in auth)}


def test_what_stands_where_nothing_is_sent_is_one_of_the_choices():
    wrong = [path for path, one in walk(documented.schema()) if "enum" in one and "default" in one
             and one["default"] not in one["enum"]]  # fmt: skip
    assert wrong == []


def test_every_refusal_is_the_one_error():
    answers = documented.schema()["components"]["responses"]
    shapes = [answer["content"]["application/json"]["schema"] for answer in answers.values()]
    assert {json.dumps(shape) for shape in shapes} == {'{"$ref": "#/components/schemas/Error"}'}
    refused = [one for _, _, operation in operations() for code, one in operation["responses"].items() if code >= "4"]
    assert all("$ref" in one for one in refused)


def test_every_answer_has_a_name():
    unnamed = [
        (method, path)
        for method, path, operation in operations()
        for code, answer in operation["responses"].items()
        if code.startswith("2")
        and path != "/api/schema"
        and "$ref" not in answer.get("content", {}).get("application/json", {}).get("schema", {"$ref": ""})
    ]
    assert unnamed == []


def test_tags_are_plain_names_with_korean_words_and_there_is_a_server():
    schema = documented.schema()
    used = {operation["tags"][0] for _, _, operation in operations()}
    told = {tag["name"]: tag["description"] for tag in schema["tags"]}
    assert used == set(told)
    assert all(re.fullmatch("[a-z]+(-[a-z]+)*", name) and KOREAN.search(words) for name, words in told.items())
    assert schema["servers"]


def test_every_list_by_days_names_them():
    for page in PAGES:
        for path in (f"/api/admin/{page.key}", f"/api/admin/{page.key}/export"):
            asked = parameters_of(path)
            assert set(asked) >= DAYS, path
            assert asked["dateType"]["enum"] == list(page.filters.date_types), path
    assert set(parameters_of("/api/posts")) >= DAYS


def test_every_choice_of_a_staff_list_is_an_enum():
    for page in PAGES:
        asked = parameters_of(f"/api/admin/{page.key}")
        for name, own in page.filters.base_filters.items():
            if isinstance(own, LabelledChoiceFilter):
                assert asked[name]["enum"] == [*own.taken, ALL], (page.key, name)
                assert all(own.key_of(one) == one for one in own.taken), (page.key, name)


def test_a_key_for_repeats_is_offered_where_one_is_honoured():
    for method, path, view, action in views():
        if path.startswith("/api"):
            asked = view()
            asked.action = action
            offered = "Idempotency-Key" in parameters_of(path, "header", method.lower())
            assert offered == (method == "POST" and getattr(asked, "is_repeatable", False)), (method, path)


def test_every_view_refuses_what_it_does_not_read():
    found = {view for _, path, view, _ in views() if path.startswith("/api")}
    others = {view.__name__ for view in found if not issubclass(view, ApiViewSet)}
    # These two say so themselves (below).
    assert others == {"RootView", "SchemaView"}


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("address", "name", "near"),
    [
        ("/api/admin/posts", "authorId", "memberId"),
        ("/api/admin/posts", "boardType", "board"),
        ("/api/admin/ballots", "status", "voteStatus"),
        ("/api/admin/posts/stats", "board", ""),
        ("/api/admin/posts/export", "statuss", "status"),
        ("/api/admin/dashboard/members", "perod", "period"),
        ("/api/posts", "serach", "search"),
        ("/api/votes/stats", "x", ""),
        ("/api", "x", ""),
        ("/api/schema", "formt", ""),
    ],
)
def test_a_parameter_that_nobody_reads_is_refused_with_what_is_called_like_it(
    api_of, admin_member, address, name, near
):
    response = api_of(admin_member).get(address, {name: "1"})
    error = response.json()["error"]
    assert (response.status_code, error["code"]) == (400, "UNKNOWN_PARAMETER")
    assert [one["field"] for one in error["details"]] == [name]
    assert name in error["message"]
    assert near in error["details"][0]["message"]


@pytest.mark.django_db
def test_a_stranger_is_not_told_the_parameters_of_staff(api_of):
    assert api_of().get("/api/admin/posts", {"x": "1"}).status_code == 401


@pytest.mark.django_db
def test_an_empty_parameter_restricts_nothing(api_of, citizen, moderator):
    post = factories.post(citizen)
    for api, path in ((api_of(), "/api/posts"), (api_of(moderator), "/api/admin/posts")):
        response = api.get(path, dict.fromkeys(parameters_of(path), ""))
        assert [row["postId"] for row in response.json()["data"]] == [post.public_id]
    for path in ("/api/admin/dashboard/posts/series", "/api/notifications", "/api/admin/politicians"):
        assert api_of(moderator).get(path, dict.fromkeys(parameters_of(path), "")).status_code == 200


@pytest.mark.parametrize(
    ("accept", "kind"),
    [
        ("*/*", "application/json"),
        ("application/json", "application/json"),
        ("application/vnd.oai.openapi+json", "application/vnd.oai.openapi+json"),
        ("application/yaml", "application/yaml"),
    ],
)
@pytest.mark.django_db
def test_the_schema_comes_as_it_is_asked_for_and_once(client, accept, kind):
    first = client.get("/api/schema", HTTP_ACCEPT=accept)
    assert first.headers["Content-Type"].startswith(kind)
    assert first.content[:9] in {b'{"openapi', b"openapi: "}
    again = client.get("/api/schema", HTTP_ACCEPT=accept, HTTP_IF_NONE_MATCH=first.headers["ETag"])
    assert (again.status_code, again.content) == (304, b"")


@pytest.mark.django_db
def test_answers_that_are_limited_say_how_much_is_left(api_of, citizen, settings):
    settings.API_ANONYMOUS_LIMIT = 2
    factories.post(citizen)
    told = [api_of().get("/api/posts") for _ in range(3)]
    assert [answer.status_code for answer in told] == [200, 200, 429]
    assert [re.sub(r"t=\d+", "t=…", answer["RateLimit"]) for answer in told] == [
        '"api";r=1;t=…',
        '"api";r=0;t=…',
        '"api";r=0;t=…',
    ]
    assert {answer["RateLimit-Policy"] for answer in told} == {'"api";q=2;w=900'}
    assert told[2]["Retry-After"].isdigit()


@pytest.mark.django_db
def test_a_members_own_limit_is_told_and_reading_has_none(api_of, citizen):
    api = api_of(citizen)
    body = {"boardType": "FREE", "title": "버스 노선", "content": "<p>배차를 늘려 주세요, 부탁드립니다.</p>"}
    made = api.post("/api/posts", body, format="json")
    assert made["RateLimit-Policy"] == '"post";q=5;w=600'
    assert made["RateLimit"].startswith('"post";r=4;t=')
    assert not api.get("/api/posts").has_header("RateLimit")


@pytest.mark.django_db
def test_nobody_learns_how_often_others_tried(api_of, citizen):
    client = api_of()
    for path, body in (
        ("login", {"email": "citizen@example.com", "password": "wrong-1234!"}),
        ("codes", {"email": "citizen@example.com"}),
    ):
        policy = client.post(f"/api/auth/{path}", body, format="json")["RateLimit-Policy"]
        assert '"login"' not in policy
        assert '"code"' not in policy
