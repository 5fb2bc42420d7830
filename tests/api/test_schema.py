"""The API is what its schema says: asked by every role with made-up requests, and written in docs/openapi.json."""

import json
from pathlib import Path

import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.core.wsgi import get_wsgi_application
from django.db import close_old_connections, transaction
from drf_spectacular.generators import SchemaGenerator
from hypothesis import HealthCheck, Phase, given, settings
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from accounts.services import open_api_session
from tests.api.permissions import world

pytestmark = pytest.mark.django_db

WRITTEN = Path(__file__).parents[2] / "docs" / "openapi.json"
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
    assert json.loads(WRITTEN.read_text()) == generated()


@pytest.mark.parametrize("role", ROLES)
def test_every_answer_is_one_that_the_schema_names(role, request, settings, citizen, reader, admin_member, politician):
    settings.API_ANONYMOUS_LIMIT = 10**6
    world.build(citizen, reader, admin_member, politician)
    member = request.getfixturevalue(role)
    schema = schemathesis.openapi.from_dict(generated())
    schema.app = get_wsgi_application()
    for found in schema.get_all_operations():
        _try(found.ok(), member)


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

    @settings(
        max_examples=1,
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
