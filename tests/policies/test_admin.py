"""Publishing policies in the staff's site."""

from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from policies.models import PolicyTemplate, PolicyVersion
from tests import factories

ADD = "/admin/policies/policyversion/add/"


def sent(**changes):
    """A filled form of a new version that takes effect in a month."""
    terms = PolicyTemplate.objects.get(slug="terms")
    moment = timezone.localtime() + timedelta(days=30)
    when = {"effective_at_0": f"{moment:%Y-%m-%d}", "effective_at_1": "00:00:00"}
    fields = {"template": terms.pk, "summary": "개정", "body": "제1조 (목적)\n새 본문", "is_mandatory": "on"}
    return fields | when | changes


def address(version, page="change"):
    return f"/admin/policies/policyversion/{version.pk}/{page}/"


@pytest.mark.parametrize(("role", "status"), [("moderator", 403), ("admin_member", 302), ("superuser", 302)])
def test_policy_version_is_published_by_admins(request, client_of, db, role, status):
    response = client_of(request.getfixturevalue(role)).post(ADD, sent())
    assert response.status_code == status
    assert PolicyVersion.objects.filter(public_id="TP0001-VN0002", is_mandatory=True).exists() is (status == 302)


@pytest.mark.parametrize(
    "changes",
    [{"body": ""}, {"summary": "가" * 201}, {"effective_at_0": "언젠가"}, {"effective_at_0": "2020-01-01"}],
)
def test_policy_version_says_what_is_wrong(client_of, admin_member, changes):
    page = client_of(admin_member).post(ADD, sent(**changes))
    assert page.status_code == 200
    assert PolicyVersion.objects.count() == 2
    assert "오류" in page.text


def test_policy_version_in_effect_is_never_changed(client_of, superuser):
    version = PolicyVersion.objects.get(public_id="TP0001-VN0001")
    client = client_of(superuser)
    assert client.get(address(version)).status_code == 200
    assert client.post(address(version), sent(body="몰래 바꾼 본문")).status_code == 403
    assert client.post(address(version, "delete"), {"post": "yes"}).status_code == 403
    version.refresh_from_db()
    assert "몰래" not in version.body


def test_policy_version_ahead_is_changed_and_taken_back_by_admins(client_of, admin_member, moderator):
    version = factories.policy_version()
    for page in ("change", "delete"):
        assert client_of(moderator).post(address(version, page), sent()).status_code == 403
    client = client_of(admin_member)
    assert client.post(address(version), sent(body="고친 본문")).status_code == 302
    version.refresh_from_db()
    assert version.body == "고친 본문"
    assert client.post(address(version, "delete"), {"post": "yes"}).status_code == 302
    assert not PolicyVersion.objects.filter(pk=version.pk).exists()


def test_policy_version_that_took_effect_meanwhile_is_closed(client_of, admin_member):
    version = factories.policy_version()
    with time_machine.travel(version.effective_at, tick=False):
        client = client_of(admin_member)
        assert client.post(address(version), sent()).status_code == 403
