"""Password hashes: their parameters, that old ones are replaced, and that no more than two are made at once."""

from threading import Thread

import pytest
from argon2 import extract_parameters
from django.contrib.auth.hashers import Argon2PasswordHasher, check_password, make_password

from accounts.models import Member
from polibat.security import passwords
from polibat.security.later import Busy
from tests.factories import PASSWORD, MemberFactory

LOG_IN = {"email": "citizen@example.com", "password": PASSWORD}


@pytest.fixture
def argon2(settings):
    """The hasher of a serving site."""
    settings.PASSWORD_HASHERS = ["polibat.security.passwords.PasswordHasher"]
    settings.PASSWORD_PATIENCE = 0.01
    return settings


@pytest.fixture
def full_house(argon2):
    """A process in which as many passwords as may be are being checked."""
    for _ in range(passwords.AT_ONCE):
        passwords._places.acquire()
    yield argon2
    for _ in range(passwords.AT_ONCE):
        passwords._places.release()


def parameters_of(encoded):
    """Memory (KiB), passes and lanes of a hash."""
    found = extract_parameters(encoded.removeprefix("argon2"))
    return found.memory_cost, found.time_cost, found.parallelism


def test_passwords_are_hashed_as_owasp_asks(argon2):
    encoded = make_password(PASSWORD)
    assert encoded.startswith("argon2$argon2id$")
    assert parameters_of(encoded) == (19_456, 2, 1)
    assert check_password(PASSWORD, encoded) and not check_password("other-1234!", encoded)


def test_a_hash_of_other_parameters_is_replaced_at_log_in_alone(client, db, argon2):
    old = Argon2PasswordHasher().encode(PASSWORD, "salt" * 6)
    citizen = MemberFactory(email="citizen@example.com")
    Member.objects.update(password=old)

    assert client.post("/login/", LOG_IN | {"password": "wrong-1234!"}).status_code == 422
    citizen.refresh_from_db()
    assert citizen.password == old
    assert client.post("/login/", LOG_IN).status_code == 302
    citizen.refresh_from_db()
    assert parameters_of(citizen.password) == (19_456, 2, 1)
    assert check_password(PASSWORD, citizen.password)


def test_asking_for_the_password_again_does_not_end_the_session_that_asks(client_of, citizen, argon2):
    Member.objects.update(password=Argon2PasswordHasher().encode(PASSWORD, "salt" * 6))
    citizen.refresh_from_db()
    client = client_of(citizen)
    client.post("/me/withdraw/", {"password": "wrong-1234!"})
    assert client.get("/me/").status_code == 200


def test_a_third_at_once_waits_for_a_place(argon2):
    argon2.PASSWORD_PATIENCE = 60
    for _ in range(passwords.AT_ONCE):
        passwords._places.acquire()
    made = []
    third = Thread(target=lambda: made.append(make_password(PASSWORD)))
    third.start()
    assert not made
    for _ in range(passwords.AT_ONCE):
        passwords._places.release()
    third.join(60)
    assert check_password(PASSWORD, made[0])


def test_who_finds_no_place_is_refused_for_now(full_house):
    with pytest.raises(Busy) as refusal:
        make_password(PASSWORD)
    assert (refusal.value.status, refusal.value.wait) == (503, 5)


def test_a_full_house_is_said_in_words_and_costs_no_try(client, citizen, full_house):
    for _ in range(6):
        response = client.post("/login/", LOG_IN)
    assert (response.status_code, response["Retry-After"]) == (503, "5")
    assert "지금 이용이 몰려 처리하지 못했습니다." in response.text
    assert 'value="citizen@example.com"' in response.text
    said = client.post("/api/auth/login", LOG_IN, content_type="application/json")
    assert (said.status_code, said["Retry-After"]) == (503, "5")
    assert said.json()["error"]["message"].startswith("지금 이용이 몰려")
    # Unknown addresses are told the same: they cost the same.
    assert client.post("/login/", LOG_IN | {"email": "nobody@example.com"}).status_code == 503
    full_house.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    citizen.set_password(PASSWORD)
    citizen.save()
    assert client.post("/login/", LOG_IN).status_code == 302
