"""Policies through the API: what holds now, what is announced, what held before."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine

from policies.models import PolicyVersion
from tests import factories

pytestmark = pytest.mark.django_db

NOON = datetime(2026, 11, 25, 3, tzinfo=UTC)


def test_an_announced_version_takes_over_when_its_day_comes(api_of):
    with time_machine.travel(NOON, tick=False):
        old = PolicyVersion.objects.get(template__slug="terms")
        new = factories.policy_version(days=7, body="1. 새로운 조항\n새 본문입니다.")
        told = api_of().get("/api/policies/terms").json()["data"]
        assert told["current"]["policyId"] == old.public_id
        assert [row["policyId"] for row in told["versions"]] == [new.public_id, old.public_id]
    with time_machine.travel(NOON + timedelta(days=7, seconds=1), tick=False):
        assert api_of().get("/api/policies/terms").json()["data"]["current"]["policyId"] == new.public_id
        rows = {row["slug"]: row["current"]["policyId"] for row in api_of().get("/api/policies").json()["data"]}
        assert rows["terms"] == new.public_id
        for version in (old, new):
            shown = api_of().get(f"/api/policies/terms/versions/{version.public_id}").json()["data"]
            assert (shown["policyId"], "새 본문" in str(shown)) == (version.public_id, version == new)


def test_what_is_no_policy_is_not_found(api_of):
    other = PolicyVersion.objects.get(template__slug="privacy")
    for address, code in (
        ("/api/policies/nothing", "TEMPLATE_NOT_FOUND"),
        ("/api/policies/terms/versions/TP0001-VN9999", "CONTENT_NOT_FOUND"),
        (f"/api/policies/terms/versions/{other.public_id}", "CONTENT_NOT_FOUND"),
        ("/api/policies/terms%00", "NOT_FOUND"),
    ):
        response = api_of().get(address)
        assert (address, response.status_code, response.json()["error"]["code"]) == (address, 404, code)


def test_queries_do_not_grow_with_versions(api_of, django_assert_num_queries):
    for days in (7, 14):
        for address in ("/api/policies", "/api/policies/terms"):
            with django_assert_num_queries(2):
                assert api_of().get(address).status_code == 200
        factories.policy_version(days=days)
