"""What members agree to, in versions."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from policies.models import PolicyTemplate, PolicyVersion
from policies.services import publish_version
from tests.factories import MemberFactory

pytestmark = pytest.mark.django_db


def version(slug="terms", **kwargs):
    """A second version of a policy, in effect since yesterday."""
    template = PolicyTemplate.objects.get(slug=slug)
    fields = {"summary": "개정", "body": "새 본문입니다.", "effective_at": timezone.now() - timedelta(days=1)} | kwargs
    by = MemberFactory(kind="ADMIN", is_superuser=True)
    return publish_version(PolicyVersion(template=template, **fields), by=by)


@pytest.mark.parametrize(("url", "title"), [("/terms/", "이용약관"), ("/privacy/", "개인정보 처리방침")])
def test_policy_shows_the_version_in_effect(client, url, title, django_assert_max_num_queries):
    with django_assert_max_num_queries(3):
        page = client.get(url)
    assert page.status_code == 200
    assert f'<h1 class="page-title">{title}</h1>' in page.text
    assert "시행" in page.text


def test_policy_shows_the_newest_version_and_earlier_ones_on_request(client):
    first = PolicyVersion.objects.get(template__slug="terms")
    second = version()
    assert "새 본문입니다." in client.get("/terms/").text
    assert "새 본문입니다." not in client.get("/terms/", {"version": first.public_id}).text
    assert second.public_id == "TP0001-VN0002"


def test_policy_keeps_future_versions_to_itself(client):
    future = version(effective_at=timezone.now() + timedelta(days=7))
    assert "새 본문입니다." not in client.get("/terms/").text
    assert client.get("/terms/", {"version": future.public_id}).status_code == 404


@pytest.mark.parametrize("wanted", ["TP0002-VN0001", "없음", "<script>", "x" * 500])
def test_policy_has_no_foreign_versions(client, wanted):
    assert client.get("/terms/", {"version": wanted}).status_code == 404


def test_publish_version_refuses_an_empty_one():
    with pytest.raises(ValidationError) as refusal:
        version(body="", summary="")
    assert set(refusal.value.error_dict) == {"body", "summary"}


def test_current_is_one_version_a_policy():
    newest = version()
    current = PolicyVersion.objects.current()
    assert {each.template.slug: each for each in current}["terms"] == newest
    assert len(current) == 2
