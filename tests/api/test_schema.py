"""The API is what its schema says: asked by every role with made-up requests, and written in docs/openapi.json."""

import json
import re
from copy import deepcopy
from pathlib import Path

import pytest
import schemathesis
from django.conf import settings as site
from django.core.signals import request_finished, request_started
from django.core.wsgi import get_wsgi_application
from django.db import close_old_connections, transaction
from drf_spectacular.generators import SchemaGenerator
from hypothesis import HealthCheck, Phase, given, settings
from jsonschema import Draft202012Validator
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from accounts.services import open_api_session
from polibat.api.errors import CODES, REFUSALS
from tests import factories
from tests.api import documented
from tests.api.permissions import world
from tests.lanes import FULL

pytestmark = pytest.mark.django_db


KOREAN = re.compile("[가-힣]")
# How the views name what they refuse with.
RAISED = re.compile(r'(?:ApiError\(|NotFound\(|[a-zA-Z_]+ = \(|\d{3}, )"([A-Z]+(?:_[A-Z]+)+)"')
ROLES = ("anonymous", "citizen", "politician_member", "moderator", "admin_member", "superuser")
CHECKS = [
    schemathesis.checks.not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_schema_conformance,
]


def generated():
    return json.loads(json.dumps(SchemaGenerator().get_schema(request=None, public=True), default=str))


def test_the_written_schema_is_the_generated_one():
    is_same = json.loads(documented.WRITTEN.read_text()) == generated()
    assert is_same, "docs/openapi.json이 코드와 다릅니다. 새로 쓰는 명령: make schema"


def operations():
    """Every operation: method, address and what is written of it."""
    return [
        (method, path, operation)
        for path, found in documented.schema()["paths"].items()
        for method, operation in found.items()
    ]


def answers_of(operation):
    """The answers of an operation by status, those written once for all among them."""
    kept = documented.schema()["components"]["responses"]
    found = operation["responses"].items()
    return {status: kept[one["$ref"].rpartition("/")[2]] if "$ref" in one else one for status, one in found}


def test_every_operation_says_in_korean_what_it_does_and_how_it_refuses():
    wrong = []
    for method, path, operation in operations():
        needed = {"400", "401", "403", "404", "429", "500", "503"} | ({"409", "415"} if method != "get" else {"304"})
        has_words = KOREAN.search(operation.get("summary", ""))
        is_silent = not operation.get("description") or KOREAN.search(operation["description"])
        if not (has_words and is_silent and needed <= set(operation["responses"])):
            wrong.append((method, path))
    assert wrong == []


def test_every_body_and_answer_has_an_example_that_is_one():
    components, wrong, seen = documented.schema()["components"], [], 0
    for method, path, operation in operations():
        shown = {"body": operation.get("requestBody", {}), **answers_of(operation)}
        for where, holder in shown.items():
            content = holder.get("content", {}).get("application/json")
            if content is None:
                continue
            seen += 1
            shape = Draft202012Validator(
                {**content["schema"], "components": components}, format_checker=Draft202012Validator.FORMAT_CHECKER
            )
            if "example" not in content or not shape.is_valid(content["example"]):
                wrong.append((method, path, where))
    assert wrong == []
    assert seen > 2000


def test_every_code_of_a_refusal_is_written():
    written = {
        code
        for answer in documented.schema()["components"]["responses"].values()
        for code in documented.codes_in(answer)
    }
    named = {code for code, _ in CODES.values()} | {code for _, code in REFUSALS.values()}
    sources = [source.read_text() for source in Path(site.BASE_DIR).glob("*/api/*.py")]
    found = {code for source in sources for code in RAISED.findall(source)}
    assert len(found) > 20
    # A method that an address does not have is no operation.
    assert (named | found) - {"METHOD_NOT_ALLOWED"} <= written


@pytest.mark.parametrize("role", ROLES)
def test_every_answer_is_one_that_the_schema_names(role, request, settings, citizen, reader, admin_member, politician):
    settings.API_ANONYMOUS_LIMIT = 10**6
    world.build(citizen, reader, admin_member, politician)
    member = request.getfixturevalue(role)
    schema = schemathesis.openapi.from_dict(deepcopy(documented.schema()))
    schema.app = get_wsgi_application()
    for place, found in enumerate(schema.get_all_operations()):
        operation = found.ok()
        if is_asked(operation.path, role, place):
            _try(operation, member)


def is_asked(path, role, place):
    """Whether `role` tries the operation at `place`: who may use most of its kind, and one of the others in turn.

    How others are refused stands in the table of permissions; with FULL=1 everybody tries everything.
    """
    richest = "superuser" if path.startswith("/api/admin/") else "citizen"
    others = [other for other in ROLES if other != richest]
    return FULL or role in {richest, others[place % len(others)]}


@pytest.fixture(autouse=True)
def the_tests_own_connection():
    """Requests leave the connection open, in whose transaction the rows of the test are."""
    signals = (request_started, request_finished)
    for signal in signals:
        signal.disconnect(close_old_connections)
    yield
    for signal in signals:
        signal.connect(close_old_connections)


def _try(operation, member):
    headers = {}
    if member.is_authenticated:
        headers["Authorization"] = f"Bearer {open_api_session(member).access}"

    # What staff make has the richest input.
    is_rich = operation.path.startswith("/api/admin/") and "201" in operation.definition.raw["responses"]

    @settings(
        max_examples=3 if is_rich else 1,
        phases=[Phase.generate],
        derandomize=True,
        database=None,
        deadline=None,
        suppress_health_check=list(HealthCheck),
    )
    @given(case=operation.as_strategy())
    def ask(case):
        with transaction.atomic():
            case.call_and_validate(base_url="http://testserver", headers=headers, checks=CHECKS)
            transaction.set_rollback(True)

    ask()


def test_examples_of_what_is_sent_are_taken(api_of, citizen, reader, admin_member):
    post = factories.post(reader)
    sent = {
        ("/api/posts", "/api/posts"): citizen,
        ("/api/posts/{id}/comments", f"/api/posts/{post.public_id}/comments"): citizen,
        ("/api/suggestions", "/api/suggestions"): citizen,
        ("/api/admin/notices", "/api/admin/notices"): admin_member,
        ("/api/admin/posts/{id}/hide", f"/api/admin/posts/{post.public_id}/hide"): admin_member,
    }
    for (path, address), member in sent.items():
        body = documented.schema()["paths"][path]["post"]["requestBody"]["content"]["application/json"]["example"]
        response = api_of(member).post(address, body, format="json")
        assert (path, response.status_code) in {(path, 200), (path, 201)}, response.text
