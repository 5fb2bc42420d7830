"""What is dangerous asks through the API for what the back office asks for: a proof, a log-in that ends."""

from datetime import timedelta

import pytest
import time_machine
from rules.permissions import permissions

from accounts.models import ApiSession, EmailAccess, Member
from accounts.services import open_api_session
from polibat.security import danger
from polibat.security.danger import is_dangerous
from tests import factories
from tests.accounts.test_two_factor import NOON, code_of, enrol
from tests.factories import PASSWORD

pytestmark = pytest.mark.django_db

LOOK = {"kind": "INQUIRY", "purpose": "비밀번호를 잊었다는 문의"}
REASON = {"reason": "도배"}


@pytest.fixture(autouse=True)
def clock():
    """A moment that moves when told."""
    with time_machine.travel(NOON, tick=False) as moved:
        yield moved


def send(client, address, body):
    """Status and code of a POST."""
    response = client.post(address, body, format="json")
    return response.status_code, response.json().get("error", {}).get("code", "")


REQUIRED = (403, "REAUTHENTICATION_REQUIRED")


def test_dangerous_act_asks_for_a_proof_and_goes_on_after_it(api_of, admin_member, citizen, clock):
    client = api_of(admin_member)
    ban = f"/api/admin/members/{citizen.public_id}/ban"
    clock.shift(timedelta(minutes=10))
    assert send(client, ban, REASON) == REQUIRED
    assert Member.objects.get(pk=citizen.pk).status == "APPROVED"
    assert send(client, "/api/auth/reauthenticate", {"password": "wrong-1234!"}) == (401, "INVALID_PASSWORD")
    assert send(client, ban, REASON) == REQUIRED
    answer = client.post("/api/auth/reauthenticate", {"password": PASSWORD}, format="json")
    assert answer.json()["data"]["expiresIn"] == 600
    assert send(client, ban, REASON) == (200, "")
    assert Member.objects.get(pk=citizen.pk).status == "BANNED"


def test_a_proof_counts_for_one_log_in(api_of, admin_member, citizen, clock):
    here, there = api_of(admin_member), api_of(admin_member)
    clock.shift(timedelta(minutes=10))
    send(here, "/api/auth/reauthenticate", {"password": PASSWORD})
    address = f"/api/admin/members/{citizen.public_id}/email"
    assert send(there, address, LOOK) == REQUIRED
    assert send(here, address, LOOK) == (200, "")


def test_enrolled_staff_prove_themselves_by_a_code(api_of, admin_member, citizen, clock):
    secret, _ = enrol(admin_member)
    client = api_of(admin_member)
    clock.shift(timedelta(minutes=10))
    assert send(client, "/api/auth/reauthenticate", {"password": PASSWORD}) == (401, "TWO_FACTOR_REQUIRED")
    assert send(client, "/api/auth/reauthenticate", {"code": "000000"}) == (401, "TWO_FACTOR_INVALID")
    assert send(client, "/api/auth/reauthenticate", {"code": code_of(secret)}) == (200, "")
    assert send(client, f"/api/admin/members/{citizen.public_id}/suspend", REASON | {"days": 3}) == (200, "")


def test_every_dangerous_act_of_the_api_asks_and_looking_does_not(api_of, superuser, moderator, citizen, clock):
    client = api_of(superuser)
    clock.shift(timedelta(minutes=10))
    member, staff = f"/api/admin/members/{citizen.public_id}", f"/api/admin/staff/{moderator.public_id}"
    asked = [f"{member}/{verb}" for verb in ("suspend", "ban", "lift", "to-pending", "email")]
    asked += ["/api/admin/staff", f"{staff}/level", f"{staff}/deactivate", f"{staff}/reactivate", "/api/admin/policies"]
    assert {address: send(client, address, {}) for address in asked} == dict.fromkeys(asked, REQUIRED)
    for address in (member, staff, "/api/admin/staff", "/api/admin/policies"):
        assert client.get(address).status_code == 200


def test_who_may_not_is_told_that_and_nothing_of_a_proof(api_of, moderator, citizen, clock):
    client = api_of(moderator)
    clock.shift(timedelta(minutes=10))
    assert send(client, f"/api/admin/members/{citizen.public_id}/ban", REASON) == (403, "FORBIDDEN")
    assert send(client, "/api/admin/staff", {}) == (403, "FORBIDDEN")


def test_many_texts_ask_for_a_proof_but_not_a_trial_of_them(api_of, moderator, citizen, clock):
    client, ids = api_of(moderator), [factories.post(citizen).public_id for _ in range(2)]
    clock.shift(timedelta(minutes=10))
    body = REASON | {"ids": ids, "verb": "HIDE"}
    assert send(client, "/api/admin/bulk", body) == REQUIRED
    assert send(client, "/api/admin/bulk", body | {"dryRun": True}) == (200, "")
    assert send(client, "/api/admin/bulk", body | {"ids": ids[:1]}) == (200, "")


def test_what_is_dangerous_is_a_permission_that_there_is():
    assert danger._dangerous <= set(permissions)
    assert is_dangerous("accounts.reveal_email")
    assert not is_dangerous("moderation.hide_text")
    assert not is_dangerous(None)


# How long a log-in of staff lasts ----------------------------------------------------------------------------------


def log_in(client, name):
    """The tokens of a log-in."""
    given = {"email": f"{name}@example.com", "password": PASSWORD}
    return client.post("/api/auth/login", given, format="json").json()["data"]["tokens"]


def test_a_log_in_of_staff_ends_after_eight_hours_whatever_they_do(api_of, admin_member, clock):
    client = api_of()
    session = open_session(admin_member)
    for _ in range(2):
        clock.shift(timedelta(hours=3, minutes=59))
        session = rotated(client, session)
    clock.shift(timedelta(minutes=1, seconds=59))
    client.credentials(HTTP_AUTHORIZATION=f"Bearer {session['accessToken']}")
    assert session["expiresIn"] == 120
    assert client.get("/api/auth/me").status_code == 200
    clock.shift(timedelta(seconds=1))
    assert client.get("/api/auth/me").json()["error"]["code"] == "TOKEN_INVALID"
    client.credentials()
    refused = client.post("/api/auth/refresh", {"refreshToken": session["refreshToken"]}, format="json")
    assert refused.json()["error"]["code"] in {"REFRESH_TOKEN_EXPIRED", "REFRESH_TOKEN_INVALID"}


def open_session(member):
    pair = open_api_session(member)
    return {"accessToken": pair.access, "refreshToken": pair.refresh}


def rotated(client, tokens):
    answer = client.post("/api/auth/refresh", {"refreshToken": tokens["refreshToken"]}, format="json")
    assert answer.status_code == 200, answer.json()
    return answer.json()["data"]


def test_a_log_in_of_members_goes_on_with_each_refresh(api_of, citizen, clock):
    client = api_of()
    tokens = log_in(client, "citizen")
    for _ in range(3):
        clock.shift(timedelta(days=6))
        tokens = rotated(client, tokens)
    assert ApiSession.objects.get().expires_at == NOON + timedelta(days=25)


def test_a_log_in_through_the_api_is_the_last_log_in(api_of, citizen):
    log_in(api_of(), "citizen")
    assert Member.objects.get(pk=citizen.pk).last_login == NOON


# Looks at addresses ------------------------------------------------------------------------------------------------


def test_looks_at_addresses_are_few_in_an_hour_and_in_a_day(api_of, admin_member, citizen, clock, settings):
    settings.STAFF_LOOKS_AN_HOUR, settings.STAFF_LOOKS_A_DAY = 2, 3
    address = f"/api/admin/members/{citizen.public_id}/email"

    def look():
        response = api_of(admin_member).post(address, LOOK, format="json")
        return response.status_code, response.headers.get("Retry-After")

    assert [look(), look(), look()] == [(200, None), (200, None), (429, "3600")]
    clock.shift(timedelta(hours=1))
    assert [look(), look()] == [(200, None), (429, f"{23 * 3600}")]
    assert EmailAccess.objects.count() == 3


@pytest.mark.parametrize("wrong", [{"kind": ""}, {"kind": "CURIOUS"}, {"purpose": "일괄"}, {"purpose": " " * 9}])
def test_a_look_says_what_for_by_a_choice_and_in_words(api_of, admin_member, citizen, wrong):
    client = api_of(admin_member)
    address = f"/api/admin/members/{citizen.public_id}/email"
    refused = client.post(address, LOOK | wrong, format="json")
    assert (refused.status_code, refused.json()["error"]["details"][0]["field"]) == (400, *wrong)
    assert not EmailAccess.objects.exists()
    client.post(address, LOOK, format="json")
    (row,) = client.get("/api/admin/email-accesses").json()["data"]
    assert (row["kind"], row["purpose"]) == (LOOK["kind"], LOOK["purpose"])
