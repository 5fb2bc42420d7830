"""Two-factor log-in: enrolled by a first code, asked after the password, used once, taken away on record."""

import base64
from datetime import UTC, datetime, timedelta
from threading import Barrier, Thread
from unittest.mock import patch

import pytest
import time_machine
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.management import CommandError, call_command
from django.db import connection
from django.db.utils import IntegrityError
from django.utils import timezone
from django_otp.oath import hotp

from accounts.models import RecoveryCode, TwoFactor, TwoFactorChange
from accounts.services import make_enrolment_code, two_factor
from polibat.security.encryption import DecryptionError
from polibat.security.limits import Throttled
from tests.factories import PASSWORD, staff_member

NOON = datetime(2026, 11, 25, 3, 0, tzinfo=UTC)
IP = "192.0.2.7"
STEP_PAGE, SETUP = "/login/two-factor/", "/me/two-factor/"


def code_of(secret, *, steps=0):
    """What the app shows now, or so many steps of half a minute later."""
    return f"{hotp(base64.b32decode(secret), int(timezone.now().timestamp()) // 30 + steps):06d}"


def enrol(member):
    """The secret and the recovery codes of a member enrolled a minute ago."""
    secret = two_factor.begin_enrolment(member)
    with time_machine.travel(timezone.now() - timedelta(minutes=1), tick=False):
        codes = two_factor.confirm_enrolment(member, code=code_of(secret), ip=IP)
    return secret, codes


@pytest.fixture(autouse=True)
def noon():
    """A moment that does not move."""
    with time_machine.travel(NOON, tick=False) as clock:
        yield clock


@pytest.fixture
def boss(db):
    """A superuser with a known address."""
    return staff_member(nickname="총괄운영자", email="boss@example.com")


def log_in(client, target="/admin/"):
    """Send the right password."""
    return client.post("/login/", {"email": "boss@example.com", "password": PASSWORD, "next": target})


def test_a_new_key_takes_nobodys_second_factor(boss, settings, capsys):
    secret, _ = enrol(boss)
    colleague = staff_member(nickname="다른운영자", email="other@example.com")
    enrol(colleague)
    new = f"77:{base64.b64encode(b'n' * 32).decode()}"
    settings.EMAIL_KEYS = [new, *settings.EMAIL_KEYS]
    call_command("rotate_email_keys")
    assert "2단계 인증 비밀: 2건 교체, 열 수 없는 비밀 0건, 남은 비밀 0건" in capsys.readouterr().out
    settings.EMAIL_KEYS = [new]
    two_factor.verify(boss, code=code_of(secret), ip=IP)
    # One that no key opens is named.
    TwoFactor.objects.filter(member=colleague).update(secret=b"\x01\x00\x01" + b"x" * 60)
    with pytest.raises(CommandError, match=colleague.public_id):
        call_command("rotate_email_keys")


def test_a_secret_opens_in_its_own_row_alone(boss):
    secret, _ = enrol(boss)
    colleague = staff_member(nickname="다른운영자", email="other@example.com")
    enrol(colleague)
    mine = TwoFactor.objects.get(member=boss).secret
    TwoFactor.objects.filter(member=colleague).update(secret=mine)
    with pytest.raises(DecryptionError):
        two_factor.verify(colleague, code=code_of(secret), ip=IP)


@pytest.mark.parametrize(
    ("mode", "for_moderators", "required"),
    [
        ("required", False, {"admin", None}),
        ("required", True, {"moderator", "admin", None}),
        ("optional", True, set()),
    ],
)
def test_two_factor_is_required_of_whom_the_settings_say(settings, db, mode, for_moderators, required):
    settings.TWO_FACTOR, settings.TWO_FACTOR_FOR_MODERATORS = mode, for_moderators
    found = {level for level in ("moderator", "admin", None) if two_factor.is_required(staff_member(level))}
    assert found == required


def test_two_factor_is_never_required_of_members(settings, citizen):
    settings.TWO_FACTOR = "required"
    assert not two_factor.is_required(citizen)
    with pytest.raises(PermissionDenied):
        two_factor.begin_enrolment(citizen)


def test_two_factor_secret_lies_encrypted(boss):
    secret = two_factor.begin_enrolment(boss)
    assert two_factor.begin_enrolment(boss) == secret
    assert secret.encode() not in bytes(TwoFactor.objects.get().secret)
    assert not two_factor.is_enrolled(boss)


def test_two_factor_codes_lie_hashed(boss):
    _, codes = enrol(boss)
    stored = b"".join(bytes(row.code_hash) for row in RecoveryCode.objects.all())
    assert len(codes) == RecoveryCode.objects.count() == 10
    assert not any(code.replace("-", "").encode() in stored for code in codes)


@pytest.mark.parametrize("steps", [-1, 0, 1])
def test_two_factor_accepts_the_neighbouring_steps_once(boss, steps):
    secret, _ = enrol(boss)
    code = code_of(secret, steps=steps)
    two_factor.verify(boss, code=code, ip=IP)
    with pytest.raises(ValidationError):
        two_factor.verify(boss, code=code, ip=IP)


@pytest.mark.parametrize("steps", [-3, 2, 3])
def test_two_factor_refuses_far_steps(boss, steps):
    secret, _ = enrol(boss)
    with pytest.raises(ValidationError):
        two_factor.verify(boss, code=code_of(secret, steps=steps), ip=IP)


@pytest.mark.parametrize("code", ["", None, "abc", "12345", "1234567", "１２３４５６", "٠١٢٣٤٥", "\x00", "🚩" * 6])
def test_two_factor_refuses_nonsense(boss, code):
    enrol(boss)
    with pytest.raises(ValidationError):
        two_factor.verify(boss, code=code, ip=IP)


def test_two_factor_takes_a_recovery_code_once_and_writes_it_down(boss):
    _, codes = enrol(boss)
    two_factor.verify(boss, code=f" {codes[0].upper()} ", ip=IP)
    with pytest.raises(ValidationError):
        two_factor.verify(boss, code=codes[0], ip=IP)
    assert TwoFactorChange.objects.first().verb == "CODE_USED"


def test_two_factor_new_codes_end_the_old_ones(boss, admin_member):
    _, old = enrol(boss)
    new = two_factor.new_recovery_codes(boss, by=boss)
    with pytest.raises(ValidationError):
        two_factor.verify(boss, code=old[0], ip=IP)
    two_factor.verify(boss, code=new[0], ip=IP)
    with pytest.raises(PermissionDenied):
        two_factor.new_recovery_codes(boss, by=admin_member)


def test_two_factor_is_limited_per_member_and_per_network_address(boss):
    secret, _ = enrol(boss)
    for _ in range(5):
        with pytest.raises(ValidationError):
            two_factor.verify(boss, code="000000", ip=IP)
    with pytest.raises(Throttled):
        two_factor.verify(boss, code=code_of(secret), ip=IP)


def test_two_factor_reset_is_the_superusers_on_record(boss, superuser, admin_member):
    enrol(boss)
    epoch = boss.session_epoch
    for by in (admin_member, boss):
        with pytest.raises(PermissionDenied):
            two_factor.reset(boss, by=by, reason="분실")
    with pytest.raises(ValidationError):
        two_factor.reset(boss, by=superuser, reason=" ")
    assert two_factor.reset(boss, by=superuser, reason="휴대전화 분실")
    assert not two_factor.reset(boss, by=superuser, reason="휴대전화 분실")
    boss.refresh_from_db()
    assert boss.session_epoch == epoch + 1
    assert not two_factor.is_enrolled(boss)
    change = TwoFactorChange.objects.first()
    assert (change.verb, change.by, change.reason) == ("RESET", superuser, "휴대전화 분실")


def test_two_factor_history_is_append_only(boss):
    enrol(boss)
    with pytest.raises(IntegrityError):
        TwoFactorChange.objects.update(reason="x")


def test_login_signs_nobody_in_before_the_code(client, boss):
    secret, _ = enrol(boss)
    assert log_in(client)["Location"] == f"{STEP_PAGE}?next=%2Fadmin%2F"
    assert "_auth_user_id" not in client.session
    wrong = client.post(STEP_PAGE, {"code": "000000", "next": "/admin/"})
    assert wrong.status_code == 422
    assert "인증 코드가 올바르지 않습니다." in wrong.text
    right = client.post(STEP_PAGE, {"code": code_of(secret), "next": "/admin/"})
    assert right["Location"] == "/admin/"
    assert client.get("/admin/").status_code == 200


def test_login_forgets_a_password_whose_code_does_not_come(client, boss, noon):
    secret, _ = enrol(boss)
    log_in(client)
    noon.shift(timedelta(minutes=11))
    assert client.post(STEP_PAGE, {"code": code_of(secret)})["Location"].startswith("/login/")
    assert "_auth_user_id" not in client.session


def test_login_step_ends_with_a_changed_password(client, boss):
    secret, _ = enrol(boss)
    log_in(client)
    boss.set_password("another-1234!")
    boss.save()
    assert client.post(STEP_PAGE, {"code": code_of(secret)})["Location"].startswith("/login/")


def test_two_factor_step_leads_visitors_to_log_in(client, db):
    assert client.get(STEP_PAGE)["Location"].startswith("/login/")


@pytest.mark.parametrize(("mode", "leads_to"), [("required", f"{SETUP}?next=%2Fadmin%2F"), ("optional", None)])
def test_admin_leads_to_enrolment_where_it_is_required(client_of, boss, settings, mode, leads_to):
    settings.TWO_FACTOR = mode
    page = client_of(boss).get("/admin/")
    assert page.get("Location") == leads_to


@pytest.mark.parametrize("for_moderators", [True, False])
def test_admin_demands_enrolment_of_moderators_where_the_setting_says(client_of, settings, db, for_moderators):
    settings.TWO_FACTOR, settings.TWO_FACTOR_FOR_MODERATORS = "required", for_moderators
    client = client_of(staff_member("moderator"))
    for address in ("/admin/", "/admin/moderation/report/", "/admin/boards/post/"):
        page = client.get(address)
        assert page.status_code == (302 if for_moderators else 200)
        assert page.get("Location", "").startswith(SETUP) is for_moderators
    assert client.get("/free/").status_code == 200


def test_admin_asks_a_session_without_a_code(client_of, boss):
    secret, _ = enrol(boss)
    client = client_of(boss)
    assert client.get("/admin/")["Location"] == f"{STEP_PAGE}?next=%2Fadmin%2F"
    client.post(STEP_PAGE, {"code": code_of(secret), "next": "/admin/"})
    assert client.get("/admin/").status_code == 200


def proved_by_mail(client, member):
    """A browser of a member of staff that gave the mailed code which a first enrolment asks for."""
    client.post(SETUP, {"mailed": "1", "code": make_enrolment_code(member)})
    return client


def test_two_factor_setup_begins_with_a_code_by_mail(client_of, boss):
    client = client_of(boss)
    page = client.get(SETUP, {"next": "/admin/"})
    assert "<svg viewBox" not in page.text and "key" not in page.context
    assert not TwoFactor.objects.exists()
    with patch("accounts.services.codes.queue_mail") as queued:
        page = client.post(SETUP, {"send": "1"}).text
        assert "보냈습니다. 5분 안에" in page
    mail = queued.call_args.kwargs
    assert (mail["member"], mail["template"]) == (boss, "enrolment_code")
    again = client.post(SETUP, {"send": "1"})
    assert again.status_code == 429 and 'name="mailed"' in again.text
    # A code of the app is none of the mail, and nothing is enrolled without it.
    assert client.post(SETUP, {"code": "000000"}).context.get("key") is None
    assert client.post(SETUP, {"mailed": "1", "code": "abc"}).status_code == 422
    right = client.post(SETUP, {"mailed": "1", "code": mail["context"]["code"], "next": "/admin/"})
    assert right["Location"] == f"{SETUP}?next=%2Fadmin%2F"
    assert client.get(right["Location"]).context["key"]
    # Another browser with the same password is asked for a mail of its own.
    assert "key" not in client_of(boss).get(SETUP).context


def test_enrolment_codes_are_made_on_the_command_line_for_staff_alone(boss, citizen, capsys, client_of):
    call_command("enrolment_code", boss.public_id)
    client = client_of(boss)
    client.post(SETUP, {"mailed": "1", "code": capsys.readouterr().out.strip()})
    assert client.get(SETUP).context["key"]
    for member in (citizen.public_id, "AD999999"):
        with pytest.raises(CommandError):
            call_command("enrolment_code", member)


def test_two_factor_setup_shows_picture_and_key_then_codes_once(client_of, boss):
    here, elsewhere = proved_by_mail(client_of(boss), boss), client_of(boss)
    page = here.get(SETUP, {"next": "/admin/"})
    secret = page.context["key"].replace(" ", "")
    assert "<svg" in page.text
    assert here.post(SETUP, {"code": "000000"}).status_code == 422
    done = here.post(SETUP, {"code": code_of(secret), "next": "/admin/"})
    assert len(done.context["codes"]) == 10
    assert "no-store" in done["Cache-Control"]
    assert secret not in here.get(SETUP).text
    assert here.get("/admin/").status_code == 200
    assert elsewhere.get("/me/").status_code == 401


def test_two_factor_new_codes_page_asks_for_a_code(client_of, boss):
    secret, _ = enrol(boss)
    client = client_of(boss)
    assert client.post(f"{SETUP}codes/", {"code": "1"}).status_code == 422
    assert len(client.post(f"{SETUP}codes/", {"code": code_of(secret)}).context["codes"]) == 10


def test_two_factor_setup_is_for_staff(client_of, citizen):
    assert client_of(citizen).get(SETUP).status_code == 403


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
@pytest.mark.concurrency
@pytest.mark.parametrize("kind", ["app", "recovery"])
def test_two_factor_code_lets_one_of_many_in(kind):
    member = staff_member("admin")
    secret, codes = enrol(member)
    code = code_of(secret) if kind == "app" else codes[0]
    start, outcomes = Barrier(5), []

    def use():
        start.wait()
        try:
            two_factor.verify(member, code=code, ip=IP)
            outcomes.append("in")
        except ValidationError:
            outcomes.append("refused")
        finally:
            connection.close()

    threads = [Thread(target=use) for _ in range(5)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(outcomes) == ["in"] + ["refused"] * 4
