"""A forgotten password, without telling whose address it is."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine

from accounts.services import request_reset_code
from tests.accounts.mail import deliver, mailed_code
from tests.accounts.test_signup import page_without_token
from tests.accounts.test_two_factor import enrol
from tests.factories import MemberFactory, staff_member
from tests.markup import text_of

pytestmark = pytest.mark.django_db

URL = "/find-account/"
NOON = datetime(2026, 11, 23, 3, 0, tzinfo=UTC)
NEW = "brand-new-1234!"


def ask(client, **changes):
    """The first step."""
    return client.post(URL, {"email": "citizen@example.com"} | changes)


def answer(client, code, **changes):
    """The second step."""
    return ask(client, **{"code": code, "password": NEW, "password_again": NEW, "seconds": "290"} | changes)


def test_find_account_sets_a_new_password_signs_in_and_goes_on(client, client_of, citizen):
    elsewhere = client_of(citizen)
    assert "인증코드가 citizen@example.com으로 발송됩니다" in text_of(ask(client))
    response = answer(client, mailed_code(), next="/free/")
    assert (response.status_code, response["Location"]) == (302, "/free/")
    assert client.get("/me/").status_code == 200
    assert elsewhere.get("/me/").status_code == 401
    citizen.refresh_from_db()
    assert (citizen.check_password(NEW), citizen.must_change_password) == (True, False)
    assert [(mail.to, "비밀번호" in mail.subject) for mail in deliver()] == [(["citizen@example.com"], True)]


def test_find_account_answers_alike_for_an_unknown_address(client, citizen):
    right = page_without_token(ask(client))
    wrong = page_without_token(ask(client, email="nobody@example.com"))
    assert wrong == (right[0], right[1].replace("citizen@example.com", "nobody@example.com"))
    assert [mail.to for mail in deliver()] == [["citizen@example.com"], ["nobody@example.com"]]
    refused = answer(client, "123456", email="nobody@example.com")
    assert (refused.status_code, "인증코드가 올바르지 않습니다." in refused.text) == (422, True)


@pytest.mark.parametrize("typed", ["CITI\u212aEN@EXAMPLE.COM", "ｃｉｔｉｋｅｎ@example.com", " citiken@example.com. "])
def test_find_account_writes_to_what_is_stored(client, typed):
    MemberFactory(email="citiken@example.com")
    ask(client, email=typed)
    assert [mail.to for mail in deliver()] == [["citiken@example.com"]]


@pytest.mark.parametrize("typed", ["c\u0131tizen@example.com", "citizen@ex\u0430mple.com"])
def test_find_account_never_writes_to_what_only_looks_alike(client, citizen, typed):
    ask(client, email=typed)
    assert not [mail for mail in deliver() if "인증코드" in mail.subject]


def test_find_account_keeps_a_live_code_whoever_asks_for_another(client, citizen):
    with time_machine.travel(NOON, tick=False) as clock:
        ask(client)
        code = mailed_code()
        clock.shift(timedelta(seconds=61))
        request_reset_code("CITIZEN@example.com", ip="192.0.2.7")
        newer = mailed_code()
        assert answer(client, code).status_code == 302
        client.logout()
        assert answer(client, newer).status_code == 422


def test_find_account_leads_staff_to_their_second_factor(client, db):
    enrol(staff_member(email="boss@example.com"))
    ask(client, email="boss@example.com")
    response = answer(client, mailed_code(), email="boss@example.com")
    assert response["Location"].startswith("/login/two-factor/")
    assert client.get("/me/").status_code == 401


def test_find_account_signs_in_nobody_who_may_not_be(client):
    banned = MemberFactory(email="citizen@example.com", status="BANNED")
    ask(client)
    page = answer(client, mailed_code())
    assert (page.context["step"], "_auth_user_id" in client.session) == (3, False)
    banned.refresh_from_db()
    assert banned.check_password(NEW)


def test_find_account_refuses_a_weak_password_and_keeps_the_code(client, db):
    MemberFactory(email="citizen@example.com", nickname="Citizenbat")
    ask(client)
    code = mailed_code()
    weak = answer(client, code, password="Citizenbat1!", password_again="Citizenbat1!")
    assert (weak.status_code, bool(weak.context["reset_form"].errors["password"])) == (422, True)
    assert answer(client, code).status_code == 302


@pytest.mark.parametrize(
    ("changes", "message"),
    [({"email": ""}, "이메일을 입력해주세요."), ({"email": "x"}, "올바른 이메일 형식을 입력해주세요.")],
)
def test_find_account_says_what_is_wrong(client, db, changes, message):
    response = ask(client, **changes)
    assert (response.status_code, message in response.text) == (422, True)


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"code": ""}, "인증코드를 입력해주세요."),
        ({"code": "12345"}, "인증코드 6자리를 입력해주세요."),
        ({"code": "abcdef"}, "인증코드 6자리를 입력해주세요."),
        ({"code": "１２３４５６"}, "인증코드가 올바르지 않습니다."),
        ({"password": ""}, "새 비밀번호를 입력해주세요."),
        ({"password_again": "else-1234!"}, "새 비밀번호와 확인 비밀번호가 일치하지 않습니다."),
    ],
)
def test_find_account_code_says_what_is_wrong(client, citizen, changes, message):
    ask(client)
    response = answer(client, **{"code": "000000"} | changes)
    assert (response.status_code, message in response.text) == (422, True)


def test_find_account_starts_over_when_the_time_is_up(client, citizen):
    with time_machine.travel(NOON, tick=False) as clock:
        ask(client)
        code = mailed_code()
        clock.shift(timedelta(minutes=6))
        page = answer(client, code)
    assert "인증시간이 만료되었습니다. 다시 발송해주세요." in page.text
    assert page.context["step"] == 1


def test_find_account_sends_again_after_a_minute(client, citizen):
    with time_machine.travel(NOON, tick=False) as clock:
        ask(client)
        assert ask(client, resend="1", code="").status_code == 429
        clock.shift(timedelta(seconds=62))
        assert ask(client, resend="1", code="").status_code == 200


def test_find_account_keeps_the_second_step_while_another_code_has_to_wait(client, citizen):
    ask(client)
    code = mailed_code()
    waiting = ask(client, resend="1", code="", seconds="250")
    assert (waiting.status_code, waiting.context["step"], waiting.context["seconds"]) == (429, 2, 250)
    assert answer(client, code).status_code == 302


@pytest.mark.parametrize("seconds", ["", "-5", "99999", "x", "٣", "1" * 500])
def test_find_account_takes_any_clock(client, citizen, seconds):
    ask(client)
    page = ask(client, code="000000", seconds=seconds)
    assert (page.status_code, page.context["seconds"]) == (422, 0)


def test_find_account_ends_the_code_with_its_use(client, citizen):
    ask(client)
    code = mailed_code()
    answer(client, code)
    client.logout()
    again = answer(client, code)
    assert (again.status_code, again.context["step"]) == (422, 2)
    assert len(deliver()) == 1


def test_a_temporary_password_counts_for_a_day(client, citizen):
    """Through the API one may ask for a temporary password in place of a new one."""
    asked = {"content_type": "application/json"}
    with time_machine.travel(NOON, tick=False) as clock:
        client.post("/api/auth/forgot-password", {"email": "citizen@example.com"}, **asked)
        code = {"email": "citizen@example.com", "code": mailed_code()}
        assert client.post("/api/auth/reset-password", code, **asked).status_code == 200
        wanted = {"email": "citizen@example.com", "password": deliver()[-1].body.split("\n\n")[1].strip()}
        clock.shift(timedelta(hours=25))
        late = client.post("/login/", wanted)
        assert late.status_code == 422
        assert "임시 비밀번호의 사용 기간이 지났습니다." in late.text
        assert client.post("/api/auth/login", wanted, **asked).status_code == 401
        clock.shift(timedelta(hours=-2))
        assert client.post("/login/", wanted).status_code == 302
        new = {"password": NEW, "password_again": NEW}
        assert client.post("/me/password/", new).status_code == 302
        client.post("/logout/")
        clock.shift(timedelta(days=3))
        assert client.post("/login/", wanted | {"password": NEW}).status_code == 302
