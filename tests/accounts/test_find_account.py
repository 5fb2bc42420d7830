"""A forgotten password, without telling whose address it is."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine

from tests.accounts.mail import deliver, mailed_code
from tests.accounts.test_signup import page_without_token
from tests.factories import MemberFactory
from tests.markup import text_of

pytestmark = pytest.mark.django_db

URL = "/find-account/"
NOON = datetime(2026, 11, 23, 3, 0, tzinfo=UTC)


def ask(client, **changes):
    """The first step."""
    return client.post(URL, {"email": "citizen@example.com", "nickname": "글쓴시민"} | changes)


def answer(client, code, **changes):
    """The second step."""
    return ask(client, code=code, seconds="290", **changes)


def test_find_account_mails_a_temporary_password(client, client_of, citizen):
    elsewhere = client_of(citizen)
    assert "인증코드가 citizen@example.com로 발송됩니다" in text_of(ask(client))
    assert "임시 비밀번호를 citizen@example.com" in text_of(answer(client, mailed_code()))
    temporary = deliver()[-1].body.split("\n\n")[1].strip()
    assert elsewhere.get("/me/").status_code == 401
    signed_in = client.post("/login/", {"email": "citizen@example.com", "password": temporary})
    assert signed_in.status_code == 302
    assert client.get("/me/")["Location"] == "/me/password/"


def test_find_account_gives_a_password_for_a_day(client, citizen):
    with time_machine.travel(NOON, tick=False) as clock:
        ask(client)
        answer(client, mailed_code())
        wanted = {"email": "citizen@example.com", "password": deliver()[-1].body.split("\n\n")[1].strip()}
        clock.shift(timedelta(hours=25))
        late = client.post("/login/", wanted)
        assert late.status_code == 422 and "임시 비밀번호의 사용 기간이 지났습니다." in late.text
        assert client.post("/api/auth/login", wanted, content_type="application/json").status_code == 401
        clock.shift(timedelta(hours=-2))
        assert client.post("/login/", wanted).status_code == 302
        new = {"password": "brand-new-12!", "password_again": "brand-new-12!"}
        assert client.post("/me/password/", new).status_code == 302
        client.post("/logout/")
        clock.shift(timedelta(days=3))
        assert client.post("/login/", wanted | {"password": "brand-new-12!"}).status_code == 302


@pytest.mark.parametrize(
    "changes", [{"nickname": "남의이름"}, {"email": "nobody@example.com"}], ids=["wrong pair", "unknown address"]
)
def test_find_account_answers_alike_for_a_wrong_pair(client, citizen, changes):
    with time_machine.travel(NOON, tick=False) as clock:
        right = page_without_token(ask(client))
        clock.shift(timedelta(seconds=61))
        wrong = page_without_token(ask(client, **changes))
    expected = right[1]
    for field, typed in (("email", "citizen@example.com"), ("nickname", "글쓴시민")):
        expected = expected.replace(typed, changes.get(field, typed))
    assert wrong == (right[0], expected)
    assert "완료하지 못했습니다" in deliver()[-1].subject


def test_find_account_refuses_every_code_of_a_wrong_pair(client, citizen):
    ask(client, nickname="남의이름")
    refused = answer(client, "123456", nickname="남의이름")
    assert refused.status_code == 422
    assert "인증코드가 올바르지 않습니다." in refused.text


def test_find_account_is_case_insensitive_as_nicknames_are(client, db):
    MemberFactory(email="citizen@example.com", nickname="Bat")
    ask(client, nickname="bAT")
    assert "인증코드" in deliver()[-1].subject


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"email": ""}, "이메일을 입력해주세요."),
        ({"email": "x"}, "올바른 이메일 형식을 입력해주세요."),
        ({"nickname": ""}, "닉네임을 입력해주세요."),
        ({"nickname": "가"}, "닉네임을 2자 이상 입력해주세요."),
    ],
)
def test_find_account_says_what_is_wrong(client, db, changes, message):
    response = ask(client, **changes)
    assert (response.status_code, message in response.text) == (422, True)


@pytest.mark.parametrize(
    ("code", "message"),
    [
        ("", "인증코드를 입력해주세요."),
        ("12345", "인증코드 6자리를 입력해주세요."),
        ("abcdef", "인증코드 6자리를 입력해주세요."),
        ("１２３４５６", "인증코드가 올바르지 않습니다."),
    ],
)
def test_find_account_code_says_what_is_wrong(client, citizen, code, message):
    ask(client)
    response = answer(client, code)
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
    assert answer(client, code).context["step"] == 3


@pytest.mark.parametrize("seconds", ["", "-5", "99999", "x", "٣", "1" * 500])
def test_find_account_takes_any_clock(client, citizen, seconds):
    ask(client)
    page = ask(client, code="000000", seconds=seconds)
    assert (page.status_code, page.context["seconds"]) == (422, 0)


def test_find_account_ends_the_code_with_its_use(client, citizen):
    ask(client)
    code = mailed_code()
    answer(client, code)
    again = answer(client, code)
    assert (again.status_code, again.context["step"]) == (422, 2)
    assert len(deliver()) == 1
