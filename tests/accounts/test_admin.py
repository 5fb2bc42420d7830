"""Members in the staff's site: found, looked at, acted on through the services alone."""

import pytest
from django.contrib import admin
from django.urls import reverse

from accounts.models import EmailAccess, Member
from accounts.services import change_member_status, withdraw
from accounts.services.store import give_nickname
from tests.factories import PASSWORD, MemberFactory, suspended_member

LIST = "/admin/accounts/member/"


def act(client, action, *members, **sent):
    """Send an action of the list for `members`."""
    return client.post(LIST, {"action": action, "_selected_action": [member.pk for member in members], **sent})


@pytest.mark.parametrize(
    ("role", "status"),
    [
        ("anonymous", 302),
        ("citizen", 302),
        ("pending", 302),
        ("moderator", 200),
        ("admin_member", 200),
        ("superuser", 200),
    ],
)
@pytest.mark.parametrize("page", [LIST, "/admin/accounts/statuschange/", "/admin/policies/policyversion/"])
def test_admin_opens_to_staff_only(request, client_of, db, page, role, status):
    assert client_of(request.getfixturevalue(role)).get(page).status_code == status


@pytest.mark.parametrize(("role", "status"), [("moderator", 403), ("admin_member", 200), ("superuser", 200)])
def test_admin_shows_the_looks_at_addresses_to_admins(request, client_of, citizen, role, status):
    EmailAccess.objects.create(member=citizen, by=None, purpose="메일 발송: welcome")
    page = client_of(request.getfixturevalue(role)).get("/admin/accounts/emailaccess/")
    assert page.status_code == status
    assert ("메일 발송: welcome" in page.text) is (status == 200)


def test_admin_sign_in_is_the_sites_own(client, superuser):
    page = client.get("/admin/", follow=True)
    assert page.redirect_chain[-1][0] == "/login/?next=/admin/"
    Member.objects.filter(pk=superuser.pk).update(email_index=MemberFactory.build(email="boss@example.com").email_index)
    sent = {"email": "boss@example.com", "password": PASSWORD, "next": "/admin/"}
    assert client.post("/login/", sent)["Location"] == "/admin/"


def test_member_list_costs_a_constant_number_of_queries(client_of, moderator, django_assert_max_num_queries):
    MemberFactory.create_batch(30)
    client = client_of(moderator)
    with django_assert_max_num_queries(10 + 1):  # and the row of record that says who was shown
        page = client.get(LIST)
    assert page.context["cl"].result_count == 30  # staff are no rows


@pytest.mark.parametrize("term", ["글쓴시민", "쓴시", "{id}", "{lower}"])
def test_member_list_finds_by_id_and_nickname(client_of, moderator, db, term):
    member = MemberFactory(nickname="x")
    give_nickname(member, "글쓴시민")
    member.save()
    MemberFactory(nickname="다른사람")
    term = term.format(id=member.public_id, lower=member.public_id.lower())
    page = client_of(moderator).get(LIST, {"q": term})
    assert list(page.context["cl"].result_list) == [member]


@pytest.mark.parametrize("term", ["'", "%", "citizen@example.com", "M0", "ㅎㄱㄷ"])
def test_member_list_finds_nobody_by_anything_else(client_of, moderator, citizen, term):
    page = client_of(moderator).get(LIST, {"q": term})
    assert page.status_code == 200
    assert list(page.context["cl"].result_list) == []


def test_admin_never_shows_an_address(client_of, superuser, citizen):
    change_member_status(citizen, to="BANNED", by=superuser, reason="도배")
    client = client_of(superuser)
    for page in (LIST, f"{LIST}{citizen.pk}/change/", "/admin/accounts/statuschange/", "/admin/accounts/emailaccess/"):
        assert "citizen@example.com" not in client.get(page).text


def test_member_page_shows_the_history_and_changes_nothing(client_of, superuser, citizen):
    change_member_status(citizen, to="BANNED", by=superuser, reason="되풀이한 도배")
    client = client_of(superuser)
    page = client.get(f"{LIST}{citizen.pk}/change/")
    assert "되풀이한 도배" in page.text
    assert 'name="_save"' not in page.text
    assert client.post(f"{LIST}{citizen.pk}/change/", {"nickname": "바꾼이름"}).status_code == 403
    assert client.post(f"{LIST}add/", {"nickname": "x", "status": "BANNED"}).status_code == 422  # the form of staff
    assert client.post(f"{LIST}{citizen.pk}/delete/", {"post": "yes"}).status_code == 403


def test_change_status_asks_then_goes_through_the_service(client_of, admin_member, citizen):
    client = client_of(admin_member)
    asked = act(client, "change_status", citizen)
    assert "상태 변경 확정" in asked.text
    sent = {"apply": "1", "to": "SUSPENDED", "days": "3", "reason": "도배", "note": "경고 두 번"}
    done = client.post(LIST, {"action": "change_status", "_selected_action": citizen.pk, **sent}, follow=True)
    assert "상태 변경 처리했습니다." in done.text
    change = citizen.status_changes.get()
    assert (change.after, change.reason, change.note, change.by) == ("SUSPENDED", "도배", "경고 두 번", admin_member)


@pytest.mark.parametrize(
    ("sent", "message"),
    [
        ({"to": "", "reason": "도배"}, "변경할 상태를 선택해 주세요."),
        ({"to": "WITHDRAWN", "reason": "도배"}, "올바르게 선택해 주세요."),
        ({"to": "SUSPENDED", "reason": "도배"}, "정지 기간을 1일 이상 입력해 주세요."),
        ({"to": "SUSPENDED", "reason": "도배", "days": "99999"}, "3650"),
        ({"to": "BANNED", "reason": ""}, "사유를 입력해 주세요."),
    ],
)
def test_change_status_says_what_is_missing_and_keeps_the_rest(client_of, admin_member, citizen, sent, message):
    page = act(client_of(admin_member), "change_status", citizen, apply="1", **sent)
    assert (page.status_code, message in page.text) == (422, True)
    assert ("도배" in page.text) is bool(sent["reason"])
    assert not citizen.status_changes.exists()


def test_change_status_never_reaches_oneself_or_other_staff(client_of, admin_member, moderator):
    sent = {"apply": "1", "to": "BANNED", "reason": "사유"}
    act(client_of(admin_member), "change_status", admin_member, moderator, **sent)
    assert set(Member.objects.filter(kind="ADMIN").values_list("status", flat=True)) == {"APPROVED"}


def test_actions_are_offered_to_admins_only(client_of, moderator, citizen):
    client = client_of(moderator)
    assert "change_status" not in client.get(f"{LIST}{citizen.pk}/change/").text
    act(client, "change_status", citizen, apply="1", to="BANNED", reason="사유")
    act(client, "reveal_address", citizen, apply="1", kind="IDENTITY", purpose="궁금해서")
    citizen.refresh_from_db()
    assert citizen.status == "APPROVED"
    assert not EmailAccess.objects.exists()


def test_reveal_address_asks_for_the_purpose_and_is_on_record(client_of, admin_member, citizen):
    client = client_of(admin_member)
    assert "열람 목적" in act(client, "reveal_address", citizen).text
    refused = act(client, "reveal_address", citizen, apply="1", kind="IDENTITY", purpose=" ")
    assert (refused.status_code, "citizen@example.com" in refused.text) == (422, False)
    shown = act(client, "reveal_address", citizen, apply="1", kind="IDENTITY", purpose="본인 확인 요청")
    assert "citizen@example.com" in shown.text
    assert "no-store" in shown["Cache-Control"]
    look = EmailAccess.objects.get()
    assert (look.member, look.by, look.ip, look.device, look.purpose) == (
        citizen, admin_member, "127.0.0.1", "PC", "본인 확인 요청",
    )  # fmt: skip
    assert "citizen@example.com" not in str(dict(client.session))


def test_reveal_address_shows_one_at_a_time(client_of, admin_member, citizen, reader):
    done = act(
        client_of(admin_member), "reveal_address", citizen, reader, apply="1", kind="IDENTITY", purpose="모두 보기"
    )
    assert done.status_code == 302
    assert not EmailAccess.objects.exists()


def test_reveal_address_of_somebody_who_left_says_so(client_of, admin_member, citizen):
    withdraw(citizen, password=PASSWORD)
    page = act(client_of(admin_member), "reveal_address", citizen, apply="1", kind="IDENTITY", purpose="본인 확인 요청")
    assert (page.status_code, "탈퇴한 회원의 이메일은 남아 있지 않습니다." in page.text) == (422, True)


def test_whatever_the_page_of_a_member_offers_is_an_act(client_of, superuser, moderator, citizen, aide):
    names = {action.__name__ for action in admin.site.get_model_admin(Member).actions}
    for member in (moderator, citizen, aide, suspended_member()):
        page = client_of(superuser).get(reverse("admin:accounts_member_change", args=[member.pk]))
        offered = admin.site.get_model_admin(Member).offered(page.wsgi_request, member)
        assert offered <= names
    page = client_of(superuser).get(reverse("admin:accounts_member_change", args=[moderator.pk]))
    assert "change_staff_level" in dict(page.context["row_actions"])
