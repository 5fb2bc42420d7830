"""Signing in: both tabs, limits, where it leads, how long it lasts."""

from datetime import UTC, datetime, timedelta
from urllib.parse import quote

import pytest
import time_machine
from django.core import signing
from django.utils import timezone

from accounts.services import login
from accounts.services.devices import SALT
from tests.factories import PASSWORD, MemberFactory, suspended_member

URL = "/login/"
POLITICIANS = "/login/?tab=politician"
WRONG = "이메일 또는 비밀번호가 올바르지 않습니다."
NOON = datetime(2026, 11, 23, 3, 0, tzinfo=UTC)


def log_in(client, url=URL, **changes):
    """Send the log-in form."""
    return client.post(url, {"email": "citizen@example.com", "password": PASSWORD} | changes)


def test_login_signs_in(client, citizen):
    response = log_in(client)
    assert (response.status_code, response["Location"]) == (302, "/")
    assert int(client.session["_auth_user_id"]) == citizen.pk


def test_login_lasts_for_the_browser_session_or_14_days(client, citizen):
    log_in(client)
    assert client.session.get_expire_at_browser_close()
    client.logout()
    log_in(client, stay="on")
    assert not client.session.get_expire_at_browser_close()
    assert client.session.get_expiry_age() == 14 * 24 * 3600


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"email": ""}, "이메일을 입력해 주세요."),
        ({"email": "citizen"}, "올바른 이메일 형식을 입력해주세요."),
        ({"password": ""}, "비밀번호를 입력해 주세요."),
        ({"password": "wrong"}, WRONG),
        ({"email": "nobody@example.com"}, WRONG),
        ({"email": "<script>@example.com"}, "올바른 이메일 형식을 입력해주세요."),
        ({"password": "x" * 129}, "최대 128"),
        ({"password": "\x00"}, "null 문자는 사용할 수 없습니다."),
    ],
)
def test_login_says_what_is_wrong_and_keeps_the_address(client, citizen, changes, message):
    response = log_in(client, **changes)
    assert response.status_code == 422
    assert message in response.text
    assert response.context["form"]["email"].value() == changes.get("email", "citizen@example.com")


@pytest.mark.parametrize(
    ("kind", "url", "told"), [("NORMAL", POLITICIANS, "일반회원으로"), ("POLITICIAN", URL, "정치인 계정으로")]
)
def test_login_on_the_other_tab_signs_in_and_says_so(client, db, kind, url, told):
    MemberFactory(email="citizen@example.com", kind=kind)
    assert told not in log_in(client, url, password="wrong-1234!").text
    assert log_in(client, url)["Location"] == "/"
    assert f"{told} 로그인했습니다." in client.get("/").text


def test_login_hands_its_target_on_to_every_way_beside_it(client, db):
    target = "/free/?page=2#comment-form-text"
    onward = quote(target, safe="")
    page = client.get(URL, {"next": target}).text
    for way in ("/login/?", "/login/?tab=politician&amp;", "/signup/?", "/find-account/?"):
        assert f'href="{way}next={onward}"' in page
    assert f'href="/signup/politician/?next={onward}"' in client.get(f"{POLITICIANS}&next={onward}").text
    for url in ("/signup/", "/signup/politician/"):
        page = client.get(url, {"next": target}).text
        assert f'href="/signup/?next={onward}"' in page
        assert f'href="/signup/politician/?next={onward}"' in page
        assert f'name="next" value="{target}"' in page
    assert f'href="/login/?next={onward}"' in client.get("/find-account/", {"next": target}).text


def test_login_tells_a_suspended_member_until_when(client, db):
    suspended_member(email="citizen@example.com")
    response = log_in(client)
    assert "이용이 정지된 계정입니다." in response.text
    assert "이용이 정지된" not in log_in(client, password="wrong-1234!").text


def test_login_opens_again_when_the_suspension_is_over(client, db):
    MemberFactory(
        email="citizen@example.com", status="SUSPENDED", suspended_until=timezone.now() - timedelta(seconds=1)
    )
    assert log_in(client).status_code == 302


def test_login_refuses_the_banned(client, db):
    MemberFactory(email="citizen@example.com", status="BANNED")
    assert "이용이 제한된 계정입니다." in log_in(client).text


def test_login_lets_the_waiting_see_their_application(client, db):
    MemberFactory(email="citizen@example.com", kind="POLITICIAN", status="PENDING")
    assert log_in(client, POLITICIANS).status_code == 302


@pytest.mark.parametrize(
    ("target", "leads_to"),
    [
        ("/free/", "/free/"),
        ("/free/?page=2", "/free/?page=2"),
        ("https://evil.example/", "/"),
        ("//evil.example/", "/"),
        ("/\\evil.example", "/"),
        ("javascript:alert(1)", "/"),
        ("/login/", "/"),
        ("/logout/", "/"),
        ("/no-such-page/", "/"),
        ("", "/"),
    ],
)
@pytest.mark.parametrize("name", ["next", "redirect"])
def test_login_leads_back_only_inside_the_site(client, citizen, name, target, leads_to):
    page = client.get(URL, {name: target})
    response = log_in(client, next=page.context["next"])
    assert response["Location"] == leads_to


def log_in_from(client, ip, **changes):
    """Send the log-in form from a network address."""
    return client.post(URL, {"email": "citizen@example.com", "password": PASSWORD} | changes, REMOTE_ADDR=ip)


def test_login_is_limited_per_account_and_network(client, citizen, caplog):
    with time_machine.travel(NOON, tick=False) as clock:
        statuses = [log_in(client, password="wrong-1234!").status_code for _ in range(6)]
        assert statuses == [422] * 5 + [429]
        refused = log_in(client)
        assert refused.status_code == 429
        assert "후에 다시 시도해 주세요." in refused.text
        assert refused.context["form"]["email"].value() == "citizen@example.com"
        clock.shift(timedelta(minutes=31))
        assert log_in(client).status_code == 302
    lines = [record for record in caplog.records if record.name == "accounts.services.login"]
    assert [line.message for line in lines] == ["log-in failed"] * 5 + ["log-in locked"] * 2 + ["log-in"]
    assert {line.member for line in lines} == {citizen.public_id}
    assert len({line.network for line in lines}) == 1
    assert "127.0.0.1" not in lines[0].network and "example.com" not in caplog.text


def test_strangers_lock_nobody_out_and_do_not_guess_for_ever(client_of, citizen, monkeypatch):
    monkeypatch.setattr(login, "TRIES_OF_STRANGERS", 8)
    known = client_of()
    assert log_in_from(known, "198.51.100.1").status_code == 302
    known.post("/logout/")

    def guess(numbers):
        return [log_in_from(client_of(), f"192.0.2.{n // 5}", password="wrong-1234!").status_code for n in numbers]

    assert guess(range(6)) == [422] * 6
    assert log_in_from(client_of(), "198.51.100.9").status_code == 302
    assert guess(range(6, 10)) == [422] * 2 + [429] * 2
    # An account under fire opens to the member's own browsers alone.
    assert log_in_from(client_of(), "198.51.100.10").status_code == 429
    assert log_in_from(known, "192.0.2.1").status_code == 302


def test_a_known_browser_guesses_five_times_and_is_known_for_its_members_alone(client_of, citizen, reader):
    known = client_of()
    assert log_in_from(known, "198.51.100.1").status_code == 302
    cookie = known.cookies["device"]
    assert cookie["httponly"] and cookie["samesite"] == "Lax" and int(cookie["max-age"]) == 180 * 24 * 3600
    assert citizen.public_id not in cookie.value and str(citizen.pk) not in signing.loads(cookie.value, salt=SALT)
    known.post("/logout/")
    tries = [log_in_from(known, f"192.0.2.{n}", password="wrong-1234!").status_code for n in range(6)]
    assert tries == [422] * 5 + [429]
    # To another member's account it is a stranger, and a forged cookie is none.
    assert log_in_from(known, "192.0.2.50", email="reader@example.com").status_code == 302
    forged = client_of()
    forged.cookies["device"] = cookie.value[:-2] + "xx"
    assert log_in_from(forged, "192.0.2.51").status_code == 302


def test_login_is_limited_per_network_address(client, db):
    statuses = [log_in(client, email=f"someone{number}@example.com").status_code for number in range(31)]
    assert statuses == [422] * 30 + [429]


def test_login_never_believes_a_forged_network_address(client, db):
    statuses = [
        client.post(
            URL, {"email": f"a{n}@example.com", "password": "x"}, headers={"X-Forwarded-For": f"10.0.0.{n}"}
        ).status_code
        for n in range(31)
    ]
    assert statuses[-1] == 429


def test_login_page_never_signs_out(client_of, citizen):
    client = client_of(citizen)
    assert client.get(URL)["Location"] == "/"
    assert client.session["_auth_user_id"] == str(citizen.pk)


def test_logout_ends_the_session(client_of, citizen):
    client = client_of(citizen)
    assert client.post("/logout/")["Location"] == "/"
    assert "_auth_user_id" not in client.session


def test_logout_needs_a_post(client_of, citizen):
    assert client_of(citizen).get("/logout/").status_code == 405


def test_logout_everywhere_ends_the_other_sessions(client_of, citizen):
    phone, desktop = client_of(citizen), client_of(citizen)
    desktop.post("/logout/", {"everywhere": "1"})
    assert phone.get("/me/").status_code == 401


def test_login_with_the_right_password_costs_no_try(client_of, client, citizen):
    for _ in range(8):
        assert log_in(client_of()).status_code == 302
    statuses = [log_in(client, password="wrong-1234!").status_code for _ in range(6)]
    assert statuses == [422] * 5 + [429]


def test_login_counts_an_ipv6_network_as_one(client, db):
    statuses = [
        client.post(URL, {"email": f"a{n}@example.com", "password": "x"}, REMOTE_ADDR=f"2001:db8::{n:x}").status_code
        for n in range(31)
    ]
    assert statuses == [422] * 30 + [429]


def test_login_is_remembered_for_14_days_or_until_the_browser_closes(client_of, citizen):
    for sent, max_age in (({}, ""), ({"stay": "on"}, 14 * 24 * 3600)):
        assert log_in(client_of(), **sent).cookies["sessionid"]["max-age"] == max_age


def test_login_gives_the_session_another_key(client, citizen):
    client.session.save()
    before = client.session.session_key
    log_in(client)
    assert client.session.session_key != before


def test_pages_of_members_stay_out_of_shared_caches(client_of, client, citizen):
    assert client_of(citizen).get("/free/write/")["Cache-Control"] == "private, no-cache"
    assert "private" not in client.get("/terms/")["Cache-Control"]


def test_logout_ends_every_session_while_redis_is_away(client_of, citizen, settings):
    here, elsewhere = client_of(citizen), client_of(citizen)
    settings.CACHES = settings.CACHES | {
        "limits": settings.CACHES["limits"] | {"LOCATION": "unix:///nonexistent/valkey.sock?db=0"}
    }
    here.post("/logout/")
    assert elsewhere.get("/me/").status_code == 401
