"""Signing up, in and out through the API: tokens that end when they should, and who they speak for."""

import base64
import json
from datetime import UTC, datetime, timedelta

import jwt
import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.jobs import forget_api_sessions
from accounts.models import ApiSession, Member
from accounts.services import change_member_status, open_api_session
from tests.accounts.mail import deliver, mailed_code
from tests.boards.test_concurrency import at_once
from tests.factories import PASSWORD, MemberFactory, policy_version

pytestmark = pytest.mark.django_db

NOON = datetime(2026, 11, 25, 3, 0, tzinfo=UTC)
HOST = "http://testserver"


def post(client, address, body=None, **kwargs):
    return client.post(f"/api/auth/{address}", body or {}, format="json", **kwargs)


def log_in(visitor, member, **extra):
    return post(visitor, "login", {"email": f"{member}@example.com", "password": PASSWORD, **extra})


def code_of(response):
    return response.status_code, response.json()["error"]["code"]


def with_token(client, access):
    client.credentials(HTTP_AUTHORIZATION=f"Bearer {access}")
    return client


@pytest.fixture
def visitor(api_of):
    return api_of()


@pytest.fixture
def tokens(visitor, citizen):
    return log_in(visitor, "citizen").json()["data"]["tokens"]


def test_signing_up_takes_a_mailed_code_and_never_makes_staff(visitor):
    assert post(visitor, "codes", {"email": "new@example.com"}).json()["data"]["expiresIn"] == 300
    code = mailed_code()
    given = {"email": "new@example.com", "code": code, "password": PASSWORD, "nickname": "새시민"}
    given |= {"terms": True, "privacy": True}
    assert post(visitor, "verify-email", {"email": "new@example.com", "code": code}).status_code == 200
    assert post(visitor, "signup", given | {"memberType": "ADMIN"}).status_code == 400
    forged = {"kind": "ADMIN", "is_superuser": True, "isSuperuser": True, "status": "APPROVED", "level": "superuser"}
    made = post(visitor, "signup", given | forged)
    assert (made.status_code, made.json()["data"]["memberType"]) == (201, "NORMAL")
    member = Member.objects.get()
    assert (member.kind, member.is_superuser, member.is_staff) == ("NORMAL", False, False)
    assert "example.com" not in made.text


def test_signing_up_says_which_field_is_wrong(visitor, citizen):
    post(visitor, "codes", {"email": "new@example.com"})
    given = {"email": "new@example.com", "code": mailed_code(), "password": PASSWORD, "nickname": citizen.nickname}
    response = post(visitor, "signup", given | {"terms": True, "privacy": True})
    assert code_of(response) == (409, "NICKNAME_ALREADY_EXISTS")
    response = post(visitor, "signup", given | {"terms": True, "privacy": False})
    assert response.json()["error"]["details"] == [{"field": "privacy", "message": "필수 항목에 동의해 주세요."}]


def test_tokens_open_the_members_own_door(visitor, tokens, citizen):
    me = with_token(visitor, tokens["accessToken"]).get("/api/auth/me").json()["data"]
    assert (me["memberId"], me["nickname"]) == (citizen.public_id, citizen.nickname)
    assert "example.com" not in json.dumps(me)


def test_tokens_hold_nothing_personal(tokens, citizen):
    for token in (tokens["accessToken"], tokens["refreshToken"]):
        body = token.split(".")[1]
        claims = json.loads(base64.urlsafe_b64decode(body + "=" * (-len(body) % 4)))
        assert set(claims) == {"typ", "sub", "family", "epoch", "jti", "iat", "exp", "aud", "iss"}
        assert claims["sub"] == citizen.public_id


def test_who_asks_is_known_by_one_query(visitor, tokens):
    with_token(visitor, tokens["accessToken"]).get("/api/auth/me")
    with CaptureQueriesContext(
        connection,
    ) as queries:
        visitor.get("/api/auth/me")
    assert len(queries) == 1


def test_log_in_refuses_in_the_contracts_words(visitor, citizen, suspended):
    wrong = post(visitor, "login", {"email": "citizen@example.com", "password": "x"})
    unknown = post(visitor, "login", {"email": "nobody@example.com", "password": "x"})
    assert code_of(wrong) == code_of(unknown) == (401, "INVALID_CREDENTIALS")
    assert wrong.json()["error"]["message"] == unknown.json()["error"]["message"]


def test_a_sixth_wrong_password_waits(visitor, citizen):
    for _ in range(5):
        assert post(visitor, "login", {"email": "citizen@example.com", "password": "x"}).status_code == 401
    response = log_in(visitor, "citizen")
    assert code_of(response) == (429, "TOO_MANY_REQUESTS")
    assert 0 < int(response["Retry-After"]) <= 900


@pytest.mark.parametrize(
    ("header", "code"),
    [
        ("Bearer ", "TOKEN_MISSING"),
        ("Bearer x.y.z", "TOKEN_INVALID"),
        ("Basic abc", "TOKEN_INVALID"),
        ("bearer x", "TOKEN_INVALID"),
    ],
)
def test_what_is_no_token_is_401_in_the_contracts_words(visitor, header, code):
    visitor.credentials(HTTP_AUTHORIZATION=header)
    response = visitor.get("/api/auth/me")
    assert code_of(response) == (401, code)
    assert response["WWW-Authenticate"] == "Bearer"


def test_the_scheme_is_taken_in_any_case(visitor, tokens):
    visitor.credentials(HTTP_AUTHORIZATION=f"bearer {tokens['accessToken']}")
    assert visitor.get("/api/auth/me").status_code == 200


def test_a_machine_whose_clock_is_behind_takes_what_another_one_made(visitor, citizen):
    with time_machine.travel(NOON, tick=False):
        pair = open_api_session(citizen)
    with time_machine.travel(NOON - timedelta(seconds=20), tick=False):
        assert with_token(visitor, pair.access).get("/api/auth/me").status_code == 200
        assert post(with_token(visitor, pair.access), "refresh", {"refreshToken": pair.refresh}).status_code == 200


def test_forged_tokens_open_nothing(visitor, tokens, settings):
    body = jwt.decode(tokens["accessToken"], options={"verify_signature": False})
    unsigned = jwt.encode(body, "", algorithm="none")
    guessed = jwt.encode(body, "guess" * 10, algorithm="HS256")
    for token in (unsigned, guessed, tokens["refreshToken"]):
        assert code_of(with_token(visitor, token).get("/api/auth/me")) == (401, "TOKEN_INVALID")
    refused = post(with_token(visitor, ""), "refresh", {"refreshToken": tokens["accessToken"]})
    assert code_of(refused) == (401, "REFRESH_TOKEN_INVALID")


def test_an_access_token_lasts_a_quarter_of_an_hour_and_a_refresh_token_a_week(visitor, citizen):
    with time_machine.travel(NOON, tick=False):
        tokens = log_in(visitor, "citizen").json()["data"]["tokens"]
    with time_machine.travel(NOON + timedelta(minutes=14, seconds=59), tick=False):
        assert with_token(visitor, tokens["accessToken"]).get("/api/auth/me").status_code == 200
    with time_machine.travel(NOON + timedelta(minutes=15, seconds=1), tick=False):
        assert code_of(visitor.get("/api/auth/me")) == (401, "TOKEN_EXPIRED")
    with time_machine.travel(NOON + timedelta(days=7, seconds=1), tick=False):
        refused = post(visitor, "refresh", {"refreshToken": tokens["refreshToken"]})
        assert code_of(refused) == (401, "REFRESH_TOKEN_EXPIRED")


def test_a_refresh_token_is_good_once_and_its_reuse_ends_the_log_in(visitor, citizen):
    with time_machine.travel(NOON, tick=False) as clock:
        old = log_in(visitor, "citizen").json()["data"]["tokens"]
        new = post(visitor, "refresh", {"refreshToken": old["refreshToken"]}).json()["data"]
        assert with_token(visitor, new["accessToken"]).get("/api/auth/me").status_code == 200
        clock.shift(11)
        assert code_of(post(visitor, "refresh", {"refreshToken": old["refreshToken"]})) == (
            401,
            "REFRESH_TOKEN_INVALID",
        )
        # Whoever holds the newest one is out as well: one of the two is a thief.
        assert code_of(post(visitor, "refresh", {"refreshToken": new["refreshToken"]})) == (
            401,
            "REFRESH_TOKEN_INVALID",
        )
        assert code_of(visitor.get("/api/auth/me")) == (401, "TOKEN_INVALID")
    assert ApiSession.objects.get().ended_because == "REUSED"


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
@pytest.mark.concurrency
def test_twenty_refreshes_at_once_let_one_through(api_of, citizen):
    refresh = open_api_session(citizen).refresh

    def once():
        return post(api_of(), "refresh", {"refreshToken": refresh}).status_code

    assert sorted(at_once(*[once] * 20)) == [200] + [401] * 19
    assert ApiSession.objects.get().ended_at is None


def test_what_visitors_read_keeps_nobody_from_signing_in_and_staying_in(visitor, citizen, settings):
    settings.API_ANONYMOUS_LIMIT = 1
    with time_machine.travel(NOON, tick=False):
        assert [visitor.get("/api/policies").status_code for _ in range(2)] == [200, 429]
        tokens = log_in(visitor, "citizen").json()["data"]["tokens"]
        assert post(visitor, "refresh", {"refreshToken": tokens["refreshToken"]}).status_code == 200


def test_refreshes_that_fail_count_for_the_network_and_others_for_the_member(visitor, citizen, settings, monkeypatch):
    settings.API_SIGN_IN_LIMIT = 2
    monkeypatch.setattr("accounts.services.tokens.REFRESHES", 3)
    refresh = open_api_session(citizen).refresh
    with time_machine.travel(timezone.now(), tick=False) as clock:
        wrong = [post(visitor, "refresh", {"refreshToken": "x.y.z"}).status_code for _ in range(3)]
        assert wrong == [401, 401, 429]
        assert log_in(visitor, "citizen").status_code == 429
        for _ in range(3):
            answer = post(visitor, "refresh", {"refreshToken": refresh})
            assert answer.status_code == 200
            refresh = answer.json()["data"]["refreshToken"]
        assert post(visitor, "refresh", {"refreshToken": refresh}).status_code == 429
        # Whoever waited still holds the current token.
        clock.shift(timedelta(minutes=30))
        assert post(visitor, "refresh", {"refreshToken": refresh}).status_code == 200


def test_a_refresh_without_a_token_is_signed_out(visitor):
    assert code_of(post(visitor, "refresh")) == (401, "REFRESH_TOKEN_INVALID")


def test_logging_out_ends_both_tokens_at_once(visitor, tokens):
    with_token(visitor, tokens["accessToken"])
    assert post(visitor, "logout").status_code == 200
    assert code_of(visitor.get("/api/auth/me")) == (401, "TOKEN_INVALID")
    assert code_of(post(visitor, "refresh", {"refreshToken": tokens["refreshToken"]})) == (401, "REFRESH_TOKEN_INVALID")


def test_logging_out_everywhere_ends_every_log_in_and_session(api_of, citizen, client_of):
    phone, laptop, browser = api_of(citizen), api_of(citizen), client_of(citizen)
    assert post(phone, "logout", {"everywhere": True}).status_code == 200
    assert laptop.get("/api/auth/me").status_code == 401
    assert browser.get("/me/").status_code == 401


def test_logging_out_here_leaves_other_devices_signed_in(api_of, citizen):
    phone, laptop = api_of(citizen), api_of(citizen)
    post(phone, "logout")
    assert laptop.get("/api/auth/me").status_code == 200


def test_a_suspended_members_old_token_stops_at_once(api_of, citizen, admin_member):
    old, refresh = api_of(citizen), open_api_session(citizen).refresh
    assert old.get("/api/auth/me").status_code == 200
    change_member_status(citizen, to=Member.Status.SUSPENDED, by=admin_member, reason="도배", days=7)
    assert code_of(old.get("/api/auth/me")) == (401, "TOKEN_INVALID")
    assert code_of(post(api_of(), "refresh", {"refreshToken": refresh})) == (401, "REFRESH_TOKEN_INVALID")
    assert code_of(log_in(api_of(), "citizen")) == (403, "MEMBER_SUSPENDED")
    assert set(ApiSession.objects.filter(member=citizen).values_list("ended_because", flat=True)) == {"", "STANDING"}


def test_a_new_password_ends_other_log_ins_and_gives_new_tokens(api_of, citizen):
    here, there = api_of(citizen), api_of(citizen)
    wrong = post(here, "change-password", {"currentPassword": "x", "newPassword": "another-1234!"})
    assert wrong.status_code == 401
    assert wrong.json()["error"]["details"][0]["field"] == "currentPassword"
    changed = post(here, "change-password", {"currentPassword": PASSWORD, "newPassword": "another-1234!"})
    assert changed.status_code == 200
    assert there.get("/api/auth/me").status_code == here.get("/api/auth/me").status_code == 401
    fresh = with_token(here, changed.json()["data"]["tokens"]["accessToken"])
    assert fresh.get("/api/auth/me").status_code == 200


def test_a_code_sets_a_new_password_with_or_without_the_old_field(visitor, api_of, citizen):
    here = api_of(citizen)
    address = {"email": "CITIZEN@example.com"}
    assert post(visitor, "forgot-password", address | {"nickname": "무슨이름이든"}).status_code == 200
    code = mailed_code()
    weak = post(visitor, "reset-password", address | {"code": code, "newPassword": "short"})
    assert (weak.status_code, weak.json()["error"]["details"][0]["field"]) == (400, "newPassword")
    assert post(visitor, "reset-password", address | {"code": code, "newPassword": "another-1234!"}).status_code == 200
    assert here.get("/api/auth/me").status_code == 401
    signed_in = post(visitor, "login", address | {"password": "another-1234!"}).json()["data"]
    assert signed_in["member"]["mustChangePassword"] is False


def test_codes_leave_for_the_stored_address_alone(visitor):
    MemberFactory(email="mike@example.com")
    for path in ("codes", "forgot-password"):
        assert post(visitor, path, {"email": "mi\u212ae@example.com"}).status_code == 200
    assert [mail.to for mail in deliver()] == [["mike@example.com"]] * 2
    refused = post(visitor, "forgot-password", {"email": "m\u0131ke@example.com"})
    assert (refused.status_code, deliver()) == (400, [])


def test_a_temporary_password_opens_nothing_but_its_change(visitor, citizen):
    assert post(visitor, "forgot-password", {"email": "citizen@example.com"}).status_code == 200
    assert post(visitor, "reset-password", {"email": "citizen@example.com", "code": mailed_code()}).status_code == 200
    deliver()
    citizen.refresh_from_db()
    citizen.set_password("temporary-1!")
    citizen.save()
    signed_in = post(visitor, "login", {"email": "citizen@example.com", "password": "temporary-1!"}).json()["data"]
    assert signed_in["member"]["mustChangePassword"] is True
    with_token(visitor, signed_in["tokens"]["accessToken"])
    assert code_of(visitor.get("/api/auth/me")) == (403, "PASSWORD_CHANGE_REQUIRED")
    changed = post(visitor, "change-password", {"newPassword": "another-1234!"}).json()["data"]
    assert with_token(visitor, changed["tokens"]["accessToken"]).get("/api/auth/me").status_code == 200


def test_a_browser_keeps_its_refresh_token_in_a_cookie_no_script_reads(visitor, citizen):
    response = log_in(visitor, "citizen", client="web")
    assert response.json()["data"]["tokens"]["refreshToken"] is None
    cookie = response.cookies["refresh"]
    assert (cookie["httponly"], cookie["samesite"], cookie["path"]) == (True, "Strict", "/api/auth")
    assert response["Cache-Control"] == "no-store"
    assert post(visitor, "refresh").status_code == 403
    assert post(visitor, "refresh", headers={"Origin": "https://evil.example"}).status_code == 403
    renewed = post(visitor, "refresh", headers={"Origin": HOST})
    assert renewed.status_code == 200
    assert renewed.cookies["refresh"].value != cookie.value
    assert post(visitor, "logout", headers={"Origin": HOST}).cookies["refresh"].value == ""
    assert ApiSession.objects.get().ended_because == "LOGGED_OUT"


def test_a_cookie_may_be_used_by_an_origin_that_is_named(visitor, citizen, settings):
    settings.CORS_ALLOWED_ORIGINS = ["https://office.example"]
    log_in(visitor, "citizen", client="web")
    assert post(visitor, "refresh", headers={"Origin": "https://office.example"}).status_code == 200


def test_a_session_of_the_pages_signs_nobody_in_here(client_of, citizen):
    assert client_of(citizen).get("/api/auth/me").status_code == 401


def test_a_nickname_changes_once_a_day(api_of, citizen):
    client = api_of(citizen)
    named = client.patch("/api/auth/me", {"nickname": "새이름", "kind": "ADMIN", "status": "BANNED"}, format="json")
    assert named.json()["data"]["nickname"] == "새이름"
    again = client.patch("/api/auth/me", {"nickname": "또새이름"}, format="json")
    assert again.json()["error"]["details"][0]["field"] == "nickname"
    citizen.refresh_from_db()
    assert (citizen.kind, citizen.status) == ("NORMAL", "APPROVED")


def test_changed_policies_are_agreed_to_before_writing(api_of, citizen):
    with time_machine.travel(NOON, tick=False):
        version = policy_version(days=7)
    with time_machine.travel(NOON + timedelta(days=8), tick=False):
        client = api_of(citizen)
        (asked,) = client.get("/api/auth/agreement").json()["data"]["versions"]
        assert asked["policyId"] == version.public_id
        assert post(client, "agreement", {"versions": []}).status_code == 400
        assert post(client, "agreement", {"versions": [asked["policyId"]]}).json()["data"]["hasAgreed"] is True
        assert client.get("/api/auth/agreement").json()["data"] == {"versions": []}


def test_a_member_is_public_by_nickname_and_kind_alone(api_of, reader, pending):
    shown = api_of().get(f"/api/members/{reader.public_id}").json()["data"]
    assert set(shown) == {"memberId", "nickname", "memberType", "joinedAt"}
    assert api_of().get("/api/members/NM999999").json()["error"]["code"] == "MEMBER_NOT_FOUND"


def test_log_ins_that_ended_are_forgotten_after_a_day(api_of, citizen):
    with time_machine.travel(NOON, tick=False):
        post(api_of(citizen), "logout")
        api_of(citizen)
    with time_machine.travel(NOON + timedelta(days=1, seconds=1), tick=False):
        forget_api_sessions(timestamp=0)
    assert [session.ended_because for session in ApiSession.objects.all()] == [""]
