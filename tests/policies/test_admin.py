"""Publishing policies in the staff's site."""

import pytest

from policies.models import PolicyTemplate, PolicyVersion

ADD = "/admin/policies/policyversion/add/"


def sent(**changes):
    """A filled form of a new version."""
    terms = PolicyTemplate.objects.get(slug="terms")
    when = {"effective_at_0": "2026-12-01", "effective_at_1": "00:00:00"}
    return {"template": terms.pk, "summary": "개정", "body": "제1조 (목적)\n새 본문", **when} | changes


@pytest.mark.parametrize(("role", "status"), [("moderator", 403), ("admin_member", 302), ("superuser", 302)])
def test_policy_version_is_published_by_admins(request, client_of, db, role, status):
    response = client_of(request.getfixturevalue(role)).post(ADD, sent())
    assert response.status_code == status
    assert PolicyVersion.objects.filter(public_id="TP0001-VN0002").exists() is (status == 302)


@pytest.mark.parametrize("changes", [{"body": ""}, {"summary": "가" * 201}, {"effective_at_0": "언젠가"}])
def test_policy_version_says_what_is_wrong(client_of, admin_member, changes):
    page = client_of(admin_member).post(ADD, sent(**changes))
    assert page.status_code == 200
    assert PolicyVersion.objects.count() == 2
    assert "오류" in page.text


def test_policy_version_is_never_changed(client_of, superuser):
    version = PolicyVersion.objects.first()
    client = client_of(superuser)
    address = f"/admin/policies/policyversion/{version.pk}/"
    assert client.post(f"{address}change/", sent(body="몰래 바꾼 본문")).status_code == 403
    assert client.post(f"{address}delete/", {"post": "yes"}).status_code == 403
    version.refresh_from_db()
    assert "몰래" not in version.body
