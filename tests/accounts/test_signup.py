"""Joining, through the page, with a mailed code; nobody learns from it who is a member."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.models import Consent, EmailAccess, EmailCode, Member
from accounts.services import request_signup_code, sign_up, withdraw
from polibat.security.encryption import decrypt, mailbox_index
from polibat.security.limits import usage
from policies.models import PolicyTemplate
from tests.accounts.mail import deliver, mailed_code
from tests.factories import PASSWORD, MemberFactory
from tests.markup import tidy

pytestmark = pytest.mark.django_db

URL = "/signup/"
NOON = datetime(2026, 11, 23, 3, 0, tzinfo=UTC)


def answers(**changes):
    """A complete, valid form but for the code."""
    return {
        "email": "new@example.com",
        "password": PASSWORD,
        "password_again": PASSWORD,
        "nickname": "새시민",
        "terms": "on",
        "privacy": "on",
    } | changes


def ask_code(client, **changes):
    """Press `인증코드 받기` in the filled form."""
    return client.post(URL, answers(send_code="1", **changes))


def test_signup_makes_a_member_with_the_mailed_code_signs_in_and_goes_on(client):
    page = ask_code(client, next="/free/#comment-form-text")
    assert "인증코드가 전송되었습니다." in page.text
    assert 'value="/free/#comment-form-text"' in page.text
    response = client.post(URL, answers(code=mailed_code(), next="/free/#comment-form-text"))
    assert (response.status_code, response["Location"]) == (302, "/free/#comment-form-text")
    member = Member.objects.get()
    assert int(client.session["_auth_user_id"]) == member.pk
    assert (member.kind, member.status, member.nickname) == ("NORMAL", "APPROVED", "새시민")
    assert [change.after for change in member.status_changes.all()] == ["APPROVED"]
    assert {consent.version.template.slug for consent in member.consents.all()} == {"terms", "privacy"}
    assert [mail.to for mail in deliver()] == [["new@example.com"]]
    assert [access.by for access in EmailAccess.objects.all()] == [None]


def test_signup_code_button_keeps_what_was_typed(client):
    page = ask_code(client, nickname="적던이름")
    assert 'value="적던이름"' in page.text
    assert 'value="new@example.com"' in page.text


def test_signup_never_makes_staff(client):
    ask_code(client)
    client.post(URL, answers(code=mailed_code(), kind="ADMIN", is_superuser="1", status="APPROVED"))
    member = Member.objects.get()
    assert (member.kind, member.is_superuser, member.is_staff) == ("NORMAL", False, False)


def test_signup_tab_of_politicians_is_their_page(client):
    assert client.get(URL, {"tab": "politician"})["Location"] == reverse("politicians:signup")


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"email": ""}, "이메일을 입력해 주세요."),
        ({"email": "not-an-address"}, "올바른 이메일 형식이 아닙니다."),
        ({"password": ""}, "비밀번호를 입력해 주세요."),
        ({"password": "Ab1!", "password_again": "Ab1!"}, "비밀번호는 9자 이상이어야 합니다."),
        (
            {"password": "abcdefghij", "password_again": "abcdefghij"},
            "비밀번호는 영문, 숫자, 특수문자를 포함해야 합니다.",
        ),
        ({"password_again": ""}, "비밀번호 확인을 입력해 주세요."),
        ({"password_again": "other-1234!"}, "비밀번호가 일치하지 않습니다."),
        ({"nickname": ""}, "닉네임을 입력해 주세요."),
        ({"nickname": "가"}, "닉네임은 2-20자 사이로 입력해주세요."),
        ({"nickname": "가" * 21}, "닉네임은 2-20자 사이로 입력해주세요."),
        ({"nickname": "<script>"}, "한글, 영문, 숫자, _만 사용할 수 있습니다."),
        ({"nickname": "\u202e\u200b"}, "닉네임을 입력해 주세요."),
        ({"nickname": "👍👍👍"}, "한글, 영문, 숫자, _만 사용할 수 있습니다."),
        ({"terms": ""}, "필수 항목에 동의해 주세요."),
        ({"code": ""}, "이메일 인증을 완료해주세요."),
        ({"code": "x" * 21}, "최대 20"),
    ],
)
def test_signup_says_in_korean_what_is_wrong(client, changes, message):
    response = client.post(URL, answers(code="000000") | changes)
    assert response.status_code == 422
    assert message in response.text
    assert not Member.objects.exists()


def test_signup_refuses_a_taken_nickname_in_any_case(client):
    MemberFactory(nickname="Citizen")
    ask_code(client)
    response = client.post(URL, answers(code=mailed_code(), nickname="cITIZEN"))
    assert "이미 사용 중인 닉네임입니다." in response.text


def page_without_token(response):
    """A page but for the form's token, which differs on every load."""
    lines = [line for line in response.text.splitlines() if "csrfmiddlewaretoken" not in line]
    return response.status_code, "\n".join(lines)


def test_signup_code_answers_alike_for_a_known_address(client):
    MemberFactory(email="known@example.com")
    unknown = page_without_token(ask_code(client, email="other@example.com"))
    known = page_without_token(ask_code(client, email="known@example.com"))
    assert unknown == (known[0], known[1].replace("known@example.com", "other@example.com"))
    assert [mail.subject.split("]")[1] for mail in deliver()][1] == " 이미 가입된 이메일입니다"


def test_signup_refuses_any_code_for_a_known_address_as_a_wrong_one(client):
    MemberFactory(email="known@example.com")
    ask_code(client, email="known@example.com")
    response = client.post(URL, answers(email="known@example.com", code="123456"))
    assert "인증코드가 올바르지 않습니다." in response.text


@pytest.mark.parametrize("typed", ["kim.lee@gmail.com", "kimlee+2@gmail.com", "KIMLEE@googlemail.com"])
def test_signup_takes_a_mailbox_once_and_tells_its_member(client, typed):
    MemberFactory(email="kimlee@gmail.com")
    ask_code(client, email=typed)
    (told,) = deliver()
    assert (told.to, "이미 가입된" in told.subject) == (["kimlee@gmail.com"], True)


def test_signup_asks_for_no_more_codes_by_other_spellings_of_a_mailbox(client):
    with time_machine.travel(NOON, tick=False) as clock:
        _, left = usage("code", mailbox_index("kim@gmail.com").hex(), times=5, per=3600, spend=False)
        clock.shift(timedelta(seconds=left + 1))
        statuses = [ask_code(client, email=f"kim+{number}@gmail.com").status_code for number in range(6)]
    assert statuses == [200] * 5 + [429]


def test_signup_keeps_and_proves_the_canonical_address(client):
    ask_code(client, email="Kim@\ud55c\uae00.\ud55c\uad6d")
    client.post(URL, answers(email="kim@XN--BJ0BJ06E.xn--3e0b707e", code=mailed_code()))
    member = Member.objects.get()
    assert decrypt(member.email_cipher, bound_to=member.email_binding) == "kim@xn--bj0bj06e.xn--3e0b707e"
    assert [mail.to for mail in deliver()] == [["kim@xn--bj0bj06e.xn--3e0b707e"]]


def test_signup_by_another_spelling_waits_30_days_after_leaving(client):
    withdraw(MemberFactory(email="kimlee@gmail.com"), password=PASSWORD)
    ask_code(client, email="kim.lee+2@googlemail.com")
    assert "아직 다시 가입할 수 없는" in deliver()[-1].subject


def test_signup_waits_30_days_after_leaving(client):
    with time_machine.travel(NOON, tick=False) as clock:
        withdraw(MemberFactory(email="left@example.com"), password=PASSWORD)
        ask_code(client, email="left@example.com")
        assert "아직 다시 가입할 수 없는" in deliver()[-1].subject
        clock.shift(timedelta(days=31))
        ask_code(client, email="left@example.com")
        assert "인증코드" in deliver()[-1].subject


def test_code_is_refused_five_minutes_later(client):
    with time_machine.travel(NOON, tick=False) as clock:
        ask_code(client)
        code = mailed_code()
        clock.shift(timedelta(minutes=5, seconds=1))
        assert "인증시간이 만료되었습니다." in client.post(URL, answers(code=code)).text


def test_code_works_once(client):
    ask_code(client)
    code = mailed_code()
    client.post(URL, answers(code=code))
    client.logout()
    response = client.post(URL, answers(code=code, nickname="둘째시민"))
    assert response.status_code == 422
    assert Member.objects.count() == 1


def test_code_is_refused_after_five_wrong_tries(client):
    ask_code(client)
    code = mailed_code()
    wrong = "000000" if code != "000000" else "111111"
    for _ in range(5):
        client.post(URL, answers(code=wrong, check_code="1"))
    assert client.post(URL, answers(code=code)).status_code == 422
    assert not Member.objects.exists()


def test_code_check_says_that_it_is_right_and_costs_nothing(client):
    ask_code(client)
    code = mailed_code()
    assert "이메일 인증이 완료되었습니다." in client.post(URL, answers(code=code, check_code="1")).text
    assert EmailCode.objects.get(used_at=None).tries == 0
    assert client.post(URL, answers(code=code)).status_code == 302


def test_code_is_stored_as_a_hash(client):
    ask_code(client)
    code = mailed_code()
    row = EmailCode.objects.get()
    assert code not in str(vars(row))
    assert len(bytes(row.code_hash)) == 32


def test_code_is_sent_again_after_a_minute_only(client):
    with time_machine.travel(NOON, tick=False) as clock:
        ask_code(client)
        refused = ask_code(client)
        assert refused.status_code == 429
        assert "후에 다시 시도해 주세요." in refused.text
        assert int(refused["Retry-After"]) <= 61
        clock.shift(timedelta(seconds=61))
        assert ask_code(client).status_code == 200


def test_code_is_sent_five_times_an_hour(client):
    with time_machine.travel(NOON, tick=False) as clock:
        # The hour begins at another minute for each address, by chance: the five minutes of this test lie within one.
        _, left = usage("code", mailbox_index("new@example.com").hex(), times=5, per=3600, spend=False)
        clock.shift(timedelta(seconds=left + 1))
        statuses = []
        for _ in range(6):
            statuses.append(ask_code(client).status_code)
            clock.shift(timedelta(seconds=61))
    assert statuses == [200] * 5 + [429]


def test_signup_is_limited_by_address_of_the_network(client):
    statuses = []
    for number in range(6):
        address = f"many{number}@example.com"
        request_signup_code(address, ip="192.0.2.1")
        statuses.append(
            client.post(URL, answers(email=address, code=mailed_code(), nickname=f"여럿{number}")).status_code
        )
        client.logout()
    assert statuses == [302] * 5 + [429]


def test_a_queued_mail_never_shows_address_or_code(client):
    ask_code(client)
    with connection.cursor() as cursor:
        cursor.execute("SELECT args::text FROM procrastinate_jobs")
        args = " ".join(row[0] for row in cursor.fetchall())
    code = mailed_code()
    assert "new@example.com" not in args
    assert code not in args


def test_nickname_check_answers_in_place(client):
    MemberFactory(nickname="이미있는")
    check = reverse("accounts:nickname-check")
    assert "이미 사용 중인 닉네임입니다." in client.get(check, {"nickname": "이미있는"}).text
    assert "사용 가능한 닉네임입니다." in client.get(check, {"nickname": "없는이름"}).text
    suggested = client.get(check, {"suggest": ""}).text
    assert "사용 가능한 닉네임입니다." in client.get(check, {"nickname": suggested}).text


def test_nickname_buttons_work_without_javascript(client):
    page = client.post(URL, answers(suggest_nickname="1", nickname=""))
    assert page.status_code == 200
    assert page.context["form"]["nickname"].value()
    assert "사용 가능한 닉네임입니다." in client.post(URL, answers(check_nickname="1")).text


def test_sign_up_refuses_the_kind_of_operators():
    with pytest.raises(ValidationError, match="운영자"):
        sign_up(
            Member(kind="ADMIN", nickname="운영"), address="a@example.com", code="1", password=PASSWORD, ip="127.0.0.1"
        )


def queries_of(call):
    """How many queries a call makes."""
    with CaptureQueriesContext(connection) as captured:
        call()
    return len(captured)


@pytest.mark.parametrize("url", [URL, "/find-account/"])
def test_known_and_unknown_addresses_cost_the_same(client, url):
    MemberFactory(email="known@example.com", nickname="아는시민")
    sent = answers(send_code="1", nickname="아는시민")
    client.post(url, sent | {"email": "warm@example.com"})
    unknown = queries_of(lambda: client.post(url, sent | {"email": "other@example.com"}))
    known = queries_of(lambda: client.post(url, sent | {"email": "known@example.com"}))
    assert known == unknown


def test_code_field_stays_while_another_code_has_to_wait(client):
    ask_code(client)
    refused = ask_code(client, code="")
    assert refused.status_code == 429
    assert 'name="code"' in refused.text


def test_signup_without_a_code_asks_for_one_and_shows_no_field_yet(client):
    page = client.post(URL, answers())
    assert (page.status_code, "이메일 인증을 완료해주세요." in page.text) == (422, True)
    assert 'name="code"' not in page.text


def test_signup_code_button_answers_htmx_with_its_part_alone(client):
    page = client.post(URL, answers(send_code="1"), headers={"HX-Request": "true"})
    assert tidy(page).startswith('<div class="signup-email"')
    refused = client.post(URL, answers(send_code="1", email="x"), headers={"HX-Request": "true"})
    assert (refused.status_code, "<html" in refused.text) == (422, False)
    assert "올바른 이메일 형식이 아닙니다." in refused.text


def test_signup_never_shows_a_password_again(client):
    assert PASSWORD not in ask_code(client).text


def test_signup_is_for_those_who_are_not_signed_in(client_of, citizen):
    assert client_of(citizen).get(URL)["Location"] == "/me/"


def test_signup_agrees_only_to_what_concerns_the_kind(client, superuser):
    template = PolicyTemplate.objects.get(slug="privacy")
    template.target = "POLITICIANS"
    template.save()
    ask_code(client)
    client.post(URL, answers(code=mailed_code()))
    consents = Consent.objects.all()
    assert [consent.version.template.slug for consent in consents] == ["terms"]


def test_codes_are_limited_by_address_of_the_network(client):
    statuses = [ask_code(client, email=f"many{number}@example.com").status_code for number in range(31)]
    assert statuses == [200] * 30 + [429]


def test_nickname_questions_are_limited_with_and_without_javascript(client):
    check = reverse("accounts:nickname-check")
    statuses = [client.get(check, {"nickname": "새이름"}).status_code for _ in range(60)]
    assert set(statuses) == {200}
    refused = client.post(URL, answers(check_nickname="1"))
    assert (refused.status_code, "후에 다시 시도해 주세요." in refused.text) == (429, True)
    assert refused.context["form"]["nickname"].value() == "새시민"
    assert client.get(check).status_code == 429


def test_signup_refuses_reserved_nicknames(client):
    check = reverse("accounts:nickname-check")
    assert "사용할 수 없는 닉네임입니다." in client.get(check, {"nickname": "운영자"}).text
    ask_code(client)
    refused = client.post(URL, answers(code=mailed_code(), nickname="정치방망이_운영자"))
    assert refused.context["form"].errors == {"nickname": ["사용할 수 없는 닉네임입니다."]}
