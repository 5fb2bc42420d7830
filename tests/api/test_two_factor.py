"""Staff sign in to the API with two factors: the password alone gives no token, a code counts once, tries count."""

import pytest
import time_machine

from accounts.models import ApiSession, TwoFactorChange
from accounts.services import two_factor
from tests import factories
from tests.accounts.test_two_factor import NOON, code_of, enrol
from tests.factories import PASSWORD

pytestmark = pytest.mark.django_db

RIGHT = {"email": "staff@example.com", "password": PASSWORD}


@pytest.fixture(autouse=True)
def clock():
    """A moment that moves when a test says so."""
    with time_machine.travel(NOON, tick=False) as clock:
        yield clock


@pytest.fixture
def staff_of():
    """`staff_of(level)`: staff with the address of RIGHT; without a level, a superuser."""
    return lambda level=None: factories.staff_member(level, nickname="일하는운영자", email=RIGHT["email"])


def told(response):
    """What a log-in came to: the status, and its code or the level that the token is worth."""
    body = response.json()
    return response.status_code, body["data"]["member"]["level"] if body["success"] else body["error"]["code"]


def log_in(api, **more):
    return api.post("/api/auth/login", RIGHT | more, format="json")


@pytest.mark.parametrize("level", ["moderator", "admin", None])
def test_the_password_alone_is_worth_no_token(api_of, staff_of, settings, level):
    settings.TWO_FACTOR = "required"
    secret, codes = enrol(staff_of(level))
    visitor = api_of()
    assert told(log_in(visitor)) == (401, "TWO_FACTOR_REQUIRED")
    assert told(log_in(visitor, client="web")) == (401, "TWO_FACTOR_REQUIRED")
    assert told(log_in(visitor, password="x", code=code_of(secret))) == (401, "INVALID_CREDENTIALS")
    assert (visitor.cookies.get("refresh"), ApiSession.objects.count()) == (None, 0)
    # A right code beside a wrong password is not used up.
    assert told(log_in(visitor, code=code_of(secret))) == (200, level or "superuser")
    assert ApiSession.objects.count() == 1
    assert codes


@pytest.mark.parametrize(("level", "answer"), [("moderator", 200), ("admin", 403), (None, 403)])
def test_whoever_has_to_have_one_and_has_none_is_sent_to_set_it_up(api_of, staff_of, settings, level, answer):
    settings.TWO_FACTOR = "required"
    staff_of(level)
    response = log_in(api_of())
    assert response.status_code == answer
    if answer == 403:
        assert response.json()["error"]["code"] == "TWO_FACTOR_NOT_SET_UP"
        assert "등록" in response.json()["error"]["details"][0]["message"]


def test_a_code_counts_once_and_near_its_time_alone(api_of, staff_of, clock):
    secret, _ = enrol(staff_of())
    code, far = code_of(secret), code_of(secret, steps=3)
    assert told(log_in(api_of(), code=far)) == (401, "TWO_FACTOR_INVALID")
    assert told(log_in(api_of(), code="000000" if code != "000000" else "000001")) == (401, "TWO_FACTOR_INVALID")
    assert told(log_in(api_of(), code=code)) == (200, "superuser")
    assert told(log_in(api_of(), code=code)) == (401, "TWO_FACTOR_INVALID")
    clock.shift(30)
    assert told(log_in(api_of(), code=code)) == (401, "TWO_FACTOR_INVALID")
    assert told(log_in(api_of(), code=code_of(secret))) == (200, "superuser")
    assert ApiSession.objects.count() == 2


def test_a_recovery_code_counts_once_and_is_on_record(api_of, staff_of):
    member = staff_of("admin")
    _, codes = enrol(member)
    assert told(log_in(api_of(), code=codes[0])) == (200, "admin")
    assert told(log_in(api_of(), code=codes[0])) == (401, "TWO_FACTOR_INVALID")
    assert told(log_in(api_of(), code=codes[1])) == (200, "admin")
    assert TwoFactorChange.objects.filter(member=member, verb="CODE_USED").count() == 2


def test_five_wrong_codes_close_the_door_to_the_right_one_for_a_quarter_of_an_hour(api_of, staff_of, clock):
    secret, _ = enrol(staff_of())
    for _ in range(two_factor.TRIES):
        assert told(log_in(api_of(), code="12345")) == (401, "TWO_FACTOR_INVALID")
    refused = log_in(api_of(), code=code_of(secret))
    assert told(refused) == (429, "TOO_MANY_REQUESTS")
    assert 0 < int(refused["Retry-After"]) <= two_factor.WINDOW
    clock.shift(two_factor.WINDOW)
    assert told(log_in(api_of(), code=code_of(secret))) == (200, "superuser")


def test_a_second_factor_set_up_later_ends_what_the_password_opened_alone(api_of, staff_of):
    member = staff_of("moderator")
    before = api_of(member)
    assert before.get("/api/admin/posts").status_code == 200
    enrol(member)
    assert before.get("/api/admin/posts").status_code == 401


@pytest.mark.parametrize("code", ["\x00", "１２３４５６", "1" * 21, ["123456"], {"$ne": ""}, 123456, True])
def test_what_is_no_code_opens_nothing(api_of, staff_of, code):
    enrol(staff_of())
    assert log_in(api_of(), code=code).status_code in {400, 401}
    assert not ApiSession.objects.exists()
