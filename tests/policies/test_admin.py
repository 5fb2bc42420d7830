"""Publishing policies in the staff's site."""

from datetime import timedelta

import pytest
import time_machine
from django.contrib.admin.templatetags.admin_list import result_headers
from django.utils import timezone

from policies.models import PolicyTemplate, PolicyVersion
from tests import factories
from tests.markup import contains, tidy

ADD = "/admin/policies/policyversion/add/"


def sent(**changes):
    """A filled form of a new version that takes effect in a month."""
    terms = PolicyTemplate.objects.get(slug="terms")
    moment = timezone.localtime() + timedelta(days=30)
    when = {"effective_at_0": f"{moment:%Y-%m-%d}", "effective_at_1": "00:00:00"}
    fields = {"template": terms.pk, "summary": "개정", "body": "제1조 (목적)\n새 본문", "is_mandatory": "on"}
    end = {"ends_at_0": "", "ends_at_1": ""}
    # The record of changes, which is only shown.
    shown = {"changes-TOTAL_FORMS": "0", "changes-INITIAL_FORMS": "0"}
    return fields | when | end | shown | changes


def press(client, version, action, **values):
    """Press the button of an action on the page of a version, and say why; the page that tells what came of it."""
    data = {"action": action, "_selected_action": version.pk, "index": 0, "apply": "1", **values}
    return client.post("/admin/policies/policyversion/", data, follow=True)


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
    assert "row-actions" not in client.get(address(version)).text
    version.refresh_from_db()
    assert "몰래" not in version.body


def test_policy_version_ahead_is_changed_and_taken_back_by_admins(client_of, admin_member, moderator):
    version = factories.policy_version()
    assert client_of(moderator).post(address(version), sent()).status_code == 403
    client = client_of(admin_member)
    assert client.post(address(version), sent(body="고친 본문")).status_code == 302
    version.refresh_from_db()
    assert version.body == "고친 본문"
    press(client, version, "remove", reason="잘못 등록함")
    assert PolicyVersion.objects.with_end().get(pk=version.pk).state == "DELETED"


def test_policy_version_that_took_effect_meanwhile_is_closed(client_of, admin_member):
    version = factories.policy_version()
    with time_machine.travel(version.effective_at, tick=False):
        client = client_of(admin_member)
        assert client.post(address(version), sent()).status_code == 403


def test_policy_template_is_added_and_changed_by_admins(client_of, admin_member, moderator):
    add = "/admin/policies/policytemplate/add/"
    values = {"name": "수집동의서", "target": "NORMAL", "is_mandatory": "on"}
    assert client_of(moderator).post(add, values).status_code == 403
    client = client_of(admin_member)
    for wrong in ({"name": ""}, {"name": "이용약관"}, {"target": "X"}):
        page = client.post(add, values | wrong)
        assert page.status_code == 200
        assert "오류" in page.text
    assert client.post(add, values).status_code == 302
    template = PolicyTemplate.objects.get(name="수집동의서")
    change = f"/admin/policies/policytemplate/{template.pk}/change/"
    shown = {"changes-TOTAL_FORMS": "0", "changes-INITIAL_FORMS": "0"}
    assert client.post(change, values | shown | {"name": "개인정보 수집동의서"}).status_code == 302
    page = client.get("/admin/policies/policytemplate/?q=수집동의서")
    assert "개인정보 수집동의서" in page.text
    assert list(template.changes.values_list("verb", flat=True)) == ["CHANGE", "CREATE"]
    terms = PolicyTemplate.objects.get(slug="terms")
    page = client.post(f"/admin/policies/policytemplate/{terms.pk}/change/", values | shown | {"name": "이용약관"})
    assert "이름만 바꿀 수 있습니다." in page.text
    assert "TP0001-VN0001" in client.get("/admin/policies/policytemplate/").text


def test_policy_version_is_drafted_and_published_with_buttons(client_of, admin_member, moderator):
    client = client_of(admin_member)
    assert client.post(ADD, sent(_draft="1")).status_code == 302
    version = PolicyVersion.objects.get(public_id="TP0001-VN0002")
    page = client.get(address(version))
    assert "중지(임시저장)" in page.text
    assert 'value="resume"' in page.text
    assert 'value="restore"' not in page.text
    for action in ("resume", "stop", "remove", "restore"):
        assert "사유를 입력해 주세요." in press(client, version, action, reason="").text
        press(client_of(moderator), version, action, reason="몰래")
        assert "처리했습니다." in press(client, version, action, reason="다시 살핌").text
    verbs = list(version.changes.order_by("pk").values_list("verb", "by"))
    assert verbs == [(verb, admin_member.pk) for verb in ("DRAFT", "PUBLISH", "STOP", "DELETE", "RESTORE")]


def test_policy_version_in_force_cannot_be_stopped_where_the_site_needs_it(client_of, admin_member):
    version = PolicyVersion.objects.get(public_id="TP0001-VN0001")
    page = press(client_of(admin_member), version, "stop", reason="그만둠")
    assert "시행 중인 이용약관이(가) 없게 됩니다." in page.text
    wrong = sent(ends_at_0="2099-01-01", ends_at_1="00:00:00")
    page = client_of(admin_member).post(ADD, wrong)
    assert "없게 됩니다" in page.text
    assert "새 본문" in page.text


def test_policy_list_shows_open_ends_states_and_asks_a_constant_number_of_questions(
    client_of, admin_member, django_assert_max_num_queries
):
    client = client_of(admin_member)
    factories.policy_version(days=3)
    with django_assert_max_num_queries(14):
        page = client.get("/admin/policies/policyversion/")
    for days in range(4, 12):
        factories.policy_version(days=days)
    with django_assert_max_num_queries(14):
        page = client.get("/admin/policies/policyversion/")
    assert tidy(page).count('data-tone="blue">예정</span>') == 9
    assert contains(page, '<td class="field-ends">-</td>')
    page = client.get("/admin/policies/policyversion/?state=SHOWN")
    assert "TP0002-VN0001" in page.text
    assert "TP0001-VN0002" not in page.text


def test_lists_have_the_columns_that_staff_know(client_of, admin_member):
    factories.policy_version(days=3)
    client = client_of(admin_member)

    def columns(page):
        return [header["text"] for header in result_headers(page.context["cl"]) if header["text"]]

    page = client.get("/admin/policies/policytemplate/")
    known = "번호,서비스정책 템플릿 아이디,서비스정책 템플릿명,적용 대상,현재 서비스정책,작성일,최종수정일"
    assert [words for words in columns(page) if "checkbox" not in words][:7] == known.split(",")
    terms = PolicyTemplate.objects.get(slug="terms")
    for part in (f">{terms.get_target_display()}</span>", "</a><br>제정", "<h1>서비스정책 템플릿 관리</h1>"):
        assert part in tidy(page)
    page = client.get("/admin/policies/policyversion/?q=TP0001")
    known = "번호,서비스정책 아이디,서비스정책 템플릿명,적용 대상,서비스정책명,정책 상태,게시 시작일,게시 종료일,작성일"
    assert [words for words in columns(page) if "checkbox" not in words] == known.split(",")
    for part in (
        '<td class="field-number">2</td>',
        'data-tone="green">게시</span>',
        'data-tone="blue">예정</span>',
        "<h1>서비스정책 관리</h1>",
    ):
        assert part in tidy(page)
    assert f"이용약관 (적용 대상: {terms.get_target_display()})" in client.get(ADD).text
