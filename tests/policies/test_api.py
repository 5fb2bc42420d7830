"""Policies in the API: what everybody reads, and what staff do with documents and versions."""

from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from policies.models import PolicyChange, PolicyTemplate, PolicyVersion
from tests import factories

pytestmark = pytest.mark.django_db
WHY = {"reason": "문구를 다시 살펴봅니다."}


@pytest.fixture
def staff(api_of, admin_member):
    return api_of(admin_member)


def ask(api, method, address, body=None, *, status=200):
    response = getattr(api, method)(f"/api/{address}", body, format="json")
    assert response.status_code == status, response.content.decode()
    answer = response.json()
    return answer["data"] if status < 400 else answer["error"]


def written(**changes):
    body = {"templateId": "TP0001", "name": "개정", "startDate": "2099-01-01", "content": "1. 새 조항\n본문입니다."}
    return body | changes


def test_everybody_reads_what_is_announced_and_no_draft(api_of, staff, django_assert_num_queries):
    made = ask(staff, "post", "admin/policy-templates", {"name": "수집동의서", "targetUsers": "NORMAL"}, status=201)
    draft = ask(staff, "post", "admin/policies", written(templateId=made["templateId"], draft=True), status=201)
    anybody = api_of()
    assert {row["slug"] for row in ask(anybody, "get", "policies")} == {"terms", "privacy"}
    ask(anybody, "get", f"policies/{made['templateId']}", status=404)
    shown = ask(staff, "post", f"admin/policies/{draft['policyId']}/resume", WHY)
    assert (shown["status"], shown["approver"]["approvedAt"] is not None) == ("UPCOMING", True)
    with django_assert_num_queries(2):
        rows = ask(anybody, "get", "policies")
    assert {row["slug"]: row["current"] is None for row in rows} == {
        "terms": False,
        "privacy": False,
        made["templateId"]: True,
    }
    with django_assert_num_queries(2):
        one = ask(anybody, "get", f"policies/{made['templateId']}")
    assert [row["policyId"] for row in one["versions"]] == [draft["policyId"]]
    assert (
        ask(anybody, "get", f"policies/{made['templateId']}/versions/{draft['policyId']}")["body"]
        == "1. 새 조항\n본문입니다."
    )
    ask(anybody, "get", "policies/terms/versions/TP0001-VN0099", status=404)
    ask(anybody, "get", "policies/nothing", status=404)


def test_a_version_ends_when_the_api_says_so(api_of, staff):
    second = factories.policy_version(days=3)
    terms = ask(api_of(), "get", "policies/terms")
    assert [row["isAhead"] for row in terms["versions"]] == [True, False]
    assert terms["current"]["endsAt"].startswith(f"{second.effective_at:%Y-%m-%dT%H:%M}")
    assert terms["current"]["version"] == "1.0"
    with time_machine.travel(second.effective_at, tick=False):
        assert ask(api_of(), "get", "policies/terms")["current"]["policyId"] == second.public_id


def test_staff_add_and_change_documents(api_of, staff, moderator, django_assert_max_num_queries):
    ask(api_of(moderator), "post", "admin/policy-templates", {"name": "동의서"}, status=403)
    for body in ({}, {"name": ""}, {"name": "가" * 51}, {"name": "동의서", "targetUsers": "X"}):
        refused = ask(staff, "post", "admin/policy-templates", body, status=400)
        assert refused["code"] == "VALIDATION_ERROR"
    refused = ask(staff, "post", "admin/policy-templates", {"name": "이용약관"}, status=409)
    assert refused["message"] == "같은 이름의 템플릿이 이미 있습니다."
    made = ask(staff, "post", "admin/policy-templates", {"name": "동의서", "targetUsers": "POLITICIANS"}, status=201)
    changed = ask(staff, "patch", f"admin/policy-templates/{made['templateId']}", {"name": "정치인 동의서"})
    assert [change["verb"] for change in changed["changes"]] == ["CHANGE", "CREATE"]
    refused = ask(staff, "patch", "admin/policy-templates/TP0001", {"targetUsers": "NORMAL"}, status=400)
    assert "이름만 바꿀 수 있습니다" in str(refused)
    with django_assert_max_num_queries(8):
        rows = ask(api_of(moderator), "get", "admin/policy-templates?targetUsers=정치인회원&search=정치인")
    assert [(row["name"], row["current"]) for row in rows] == [("정치인 동의서", None)]


def test_staff_move_a_version_through_its_life(api_of, staff, moderator, django_assert_max_num_queries):
    made = ask(staff, "post", "admin/policies", written(endDate=None, notifyChanges=False), status=201)
    assert (made["status"], made["endDate"], made["settings"]["notifyChanges"]) == ("UPCOMING", None, False)
    assert made["previous"] == {
        "policyId": "TP0001-VN0001",
        "name": "제정",
        "version": "1.0",
        "deprecatedDate": "2099-01-01",
    }
    for verb in ("stop", "resume", "delete", "restore"):
        ask(api_of(moderator), "post", f"admin/policies/{made['policyId']}/{verb}", WHY, status=403)
        ask(staff, "post", f"admin/policies/{made['policyId']}/{verb}", {}, status=400)
    states = []
    for verb in ("stop", "delete", "restore", "resume"):
        states.append(ask(staff, "post", f"admin/policies/{made['policyId']}/{verb}", WHY)["status"])
        assert (
            ask(staff, "post", f"admin/policies/{made['policyId']}/{verb}", WHY, status=409)["code"]
            == "ALREADY_DECIDED"
        )
    assert states == ["STOPPED", "DELETED", "STOPPED", "UPCOMING"]
    refused = ask(staff, "post", "admin/policies/TP0001-VN0001/stop", WHY, status=400)
    assert "이용약관" in str(refused)
    assert "없게 됩니다" in str(refused)
    refused = ask(staff, "post", "admin/policies", written(startDate="2098-01-01", endDate="2097-01-01"), status=400)
    assert refused["details"][0]["field"] == "endDate"
    with django_assert_max_num_queries(10):
        detail = ask(api_of(moderator), "get", f"admin/policies/{made['policyId']}")
    assert [change["verb"] for change in detail["changes"]] == ["PUBLISH", "RESTORE", "DELETE", "STOP", "PUBLISH"]
    assert {change["reason"] for change in detail["changes"]} == {"", WHY["reason"]}
    with django_assert_max_num_queries(8):
        rows = ask(api_of(moderator), "get", "admin/policies?dateType=게시종료일&from=2099-01-01&to=2099-01-01")
    assert [row["policyId"] for row in rows] == ["TP0001-VN0001"]
    figures = ask(staff, "get", "admin/policies/stats")
    assert figures == {"total": 3, "live": 2, "expired": 0, "stopped": 0, "deleted": 0}


def test_who_agreed_and_downloaded_is_counted(api_of, client, citizen, staff):
    version = factories.policy_version(days=1)
    assert client.get(f"/policies/{version.public_id}/text/").content.decode().endswith("새 본문입니다.\n")
    hidden = factories.policy_version(days=2, is_downloadable=False)
    assert client.get(f"/policies/{hidden.public_id}/text/").status_code == 404
    with time_machine.travel(version.effective_at, tick=False):
        body = {"versions": [version.public_id]}
        ask(api_of(citizen), "post", "auth/agreement", body)
    detail = ask(staff, "get", f"admin/policies/{version.public_id}")
    assert detail["stats"] == {"views": 0, "agrees": 1, "downloads": 1}


def test_a_new_member_agrees_to_documents_that_staff_added(api_of, client, staff):
    made = ask(staff, "post", "admin/policy-templates", {"name": "수집동의서", "targetUsers": "NORMAL"}, status=201)
    template = PolicyTemplate.objects.get(public_id=made["templateId"])
    PolicyVersion.objects.create(
        template=template,
        public_id=f"{made['templateId']}-VN0001",
        summary="제정",
        body="1. 항목\n닉네임",
        effective_at=timezone.now() - timedelta(days=1),
    )
    page = client.get("/signup/")
    assert "수집동의서에 동의합니다 (필수)" in page.text
    assert f"/policies/{made['templateId']}/" in page.text
    assert client.get(f"/policies/{made['templateId']}/").status_code == 200
    body = {"email": "a@example.com", "code": "123456", "password": "Polibat-7788!", "nickname": "새시민"}
    refused = ask(api_of(), "post", "auth/signup", {**body, "terms": True, "privacy": True}, status=400)
    assert [one["field"] for one in refused["details"]] == ["agreements"]
    assert PolicyChange.objects.filter(template=template).count() == 1
