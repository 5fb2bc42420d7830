"""One's own account: nickname, password, leaving."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine

from accounts.models import Member, NicknameChange, Tombstone
from accounts.services import queue_member_mail, withdraw
from tests import factories
from tests.accounts.mail import deliver
from tests.factories import PASSWORD, MemberFactory

NOON = datetime(2026, 11, 2, 3, 0, tzinfo=UTC)
NEW = "another-5678!"


def test_settings_asks_visitors_to_sign_in(client, db):
    page = client.get("/me/")
    assert page.status_code == 401
    assert "로그인이 필요합니다" in page.text
    assert "/login/?next=%2Fme%2F" in page.text


def test_settings_shows_who_i_am(client_of, citizen, django_assert_max_num_queries):
    client = client_of(citizen)
    with django_assert_max_num_queries(6):
        page = client.get("/me/")
    assert "글쓴시민" in page.text
    assert "citizen@example.com" not in page.text


def change_nickname(client, nickname):
    """Send the nickname form."""
    return client.post("/me/nickname/", {"nickname": nickname})


def test_nickname_change_is_kept_with_its_history(client_of, citizen):
    assert change_nickname(client_of(citizen), "새이름")["Location"] == "/me/settings/"
    citizen.refresh_from_db()
    assert citizen.nickname == "새이름"
    assert [str(change) for change in NicknameChange.objects.all()] == ["글쓴시민 → 새이름"]


def test_nickname_change_once_a_day_and_three_a_month(client_of, citizen):
    client = client_of(citizen)
    with time_machine.travel(NOON, tick=False) as clock:
        assert change_nickname(client, "이름1").status_code == 302
        assert "하루에 한 번만" in change_nickname(client, "이름2").text
        for number in (2, 3):
            clock.shift(timedelta(days=1))
            assert change_nickname(client, f"이름{number}").status_code == 302
        clock.shift(timedelta(days=1))
        assert "한 달에 세 번까지" in change_nickname(client, "이름4").text
        clock.shift(timedelta(days=30))
        assert change_nickname(client, "이름4").status_code == 302


def test_nickname_change_to_another_case_of_ones_own_is_allowed(client_of, db):
    member = MemberFactory(nickname="Bat")
    assert change_nickname(client_of(member), "BAT").status_code == 302


@pytest.mark.parametrize(
    ("nickname", "words"),
    [("가", "닉네임은 2글자 이상이어야 합니다."), ("가" * 21, "닉네임은 20글자를 초과할 수 없습니다.")],
)
def test_nickname_change_says_how_long(client_of, citizen, nickname, words):
    page = change_nickname(client_of(citizen), nickname).text
    assert words in page
    assert f'value="{nickname}"' in page


@pytest.mark.parametrize("nickname", ["", "가", "가" * 21, "<b>", "읽는시민", "탈 퇴"])
def test_nickname_change_refuses(client_of, citizen, reader, nickname):
    assert change_nickname(client_of(citizen), nickname).status_code == 422
    citizen.refresh_from_db()
    assert citizen.nickname == "글쓴시민"


def change_password(client, **changes):
    """Send the password form."""
    return client.post("/me/password/", {"current": PASSWORD, "password": NEW, "password_again": NEW} | changes)


def test_password_change_keeps_this_browser_and_ends_the_others(client_of, citizen):
    here, elsewhere = client_of(citizen), client_of(citizen)
    assert change_password(here)["Location"] == "/me/settings/"
    assert here.get("/me/").status_code == 200
    assert elsewhere.get("/me/").status_code == 401
    citizen.refresh_from_db()
    assert citizen.check_password(NEW)


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"current": ""}, "현재 비밀번호를 입력해주세요."),
        ({"current": "wrong-1234!"}, "현재 비밀번호가 올바르지 않습니다."),
        ({"password": "", "password_again": ""}, "새 비밀번호를 입력해주세요."),
        ({"password": "Ab1!", "password_again": "Ab1!"}, "새 비밀번호는 9자 이상이어야 합니다."),
        (
            {"password": "abcdefghi", "password_again": "abcdefghi"},
            "새 비밀번호는 영문, 숫자, 특수문자를 모두 포함해야 합니다.",
        ),
        ({"password_again": "else-1234!"}, "새 비밀번호와 확인 비밀번호가 일치하지 않습니다."),
        ({"password": PASSWORD, "password_again": PASSWORD}, "현재 비밀번호와 새 비밀번호가 동일합니다."),
    ],
)
def test_password_change_says_what_is_wrong(client_of, citizen, changes, message):
    response = change_password(client_of(citizen), **changes)
    assert response.status_code == 422
    assert message in response.text


def test_own_address_is_shown_when_asked_for_and_on_record(client_of, citizen):
    client = client_of(citizen)
    assert "citizen@example.com" not in client.get("/me/settings/").text
    assert client.post("/me/address/")["Location"] == "/me/settings/"
    assert 'value="citizen@example.com"' in client.get("/me/settings/").text
    assert "citizen@example.com" not in client.get("/me/settings/").text
    assert [(look.by, look.purpose) for look in citizen.email_accesses.all()] == [(citizen, "내 이메일 확인")]
    assert client.get("/me/address/").status_code == 405


def test_temporary_password_must_be_changed_before_anything_else(client_of, db):
    member = MemberFactory(must_change_password=True)
    client = client_of(member)
    assert client.get("/me/")["Location"] == "/me/password/"
    assert client.get("/free/")["Location"] == "/me/password/"
    assert "현재 비밀번호" not in client.get("/me/password/").text
    assert client.post("/me/password/", {"password": NEW, "password_again": NEW})["Location"] == "/me/settings/"
    assert client.get("/me/").status_code == 200


def test_withdraw_erases_the_member_and_keeps_the_texts(client_of, citizen):
    text = factories.post(citizen)
    client = client_of(citizen)
    assert client.post("/me/withdraw/", {"password": PASSWORD, "sure": "on"})["Location"] == "/"
    gone = Member.objects.get(pk=citizen.pk)
    assert (gone.status, gone.nickname, gone.email_cipher, gone.email_index) == ("WITHDRAWN", "탈퇴한 회원", None, None)
    assert (gone.mailbox_index, gone.has_usable_password()) == (None, False)
    assert Tombstone.objects.count() == 2  # of the address and of its mailbox
    assert client.get("/me/").status_code == 401
    assert "탈퇴한 회원" in client.get(text.get_absolute_url()).text


@pytest.mark.parametrize("sent", [{"password": "wrong-1234!", "sure": "on"}, {"password": PASSWORD}, {}])
def test_withdraw_needs_the_password_and_a_yes(client_of, citizen, sent):
    assert client_of(citizen).post("/me/withdraw/", sent).status_code == 422
    citizen.refresh_from_db()
    assert citizen.status == "APPROVED"


def test_a_member_who_left_gets_no_mail(client_of, citizen):
    queue_member_mail(citizen, template="welcome", context={})
    withdraw(citizen, password=PASSWORD)
    assert deliver() == []


def test_temporary_password_is_told_to_scripts_in_words(client_of, db):
    client = client_of(MemberFactory(must_change_password=True))
    refused = client.post("/free/draft/", headers={"Accept": "application/json"})
    assert (refused.status_code, refused.json()) == (403, {"error": "임시 비밀번호를 먼저 변경해 주세요."})


def test_standing_costs_no_query_of_its_own(client_of, client, citizen, django_assert_num_queries):
    question = "/signup/nickname/?suggest"
    with django_assert_num_queries(1):
        client.get(question)
    member = client_of(citizen)
    with django_assert_num_queries(2):
        member.get(question)


def test_a_refused_nickname_never_shows_as_ones_own(client_of, citizen, reader):
    page = change_nickname(client_of(citizen), "읽는시민")
    assert page.context["user"].nickname == "글쓴시민"


def test_password_change_is_limited(client_of, citizen):
    client = client_of(citizen)
    statuses = [change_password(client, current="wrong-1234!").status_code for _ in range(11)]
    assert statuses == [422] * 10 + [429]


def test_nickname_change_buttons_change_nothing(client_of, citizen, reader):
    client = client_of(citizen)
    checks = {
        "읽는시민": "이미 사용 중인 닉네임입니다.",
        "글쓴시민": "사용 가능한",
        "새이름": "사용 가능한",
        "가": "2-20자",
    }
    for nickname, words in checks.items():
        assert words in client.post("/me/nickname/", {"nickname": nickname, "check_nickname": "1"}).text
    suggested = client.post("/me/nickname/", {"nickname": "", "suggest_nickname": "1"})
    assert suggested.context["form"]["nickname"].value()
    assert not NicknameChange.objects.exists()
