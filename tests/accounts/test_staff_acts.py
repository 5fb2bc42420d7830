"""What staff do to members and staff: proven anew when dangerous, on record, superusers alone for staff."""

from datetime import timedelta

import pytest
import time_machine
from django.contrib.admin.models import LogEntry
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.utils import IntegrityError

from accounts.models import EmailAccess, Member, StatusChange
from accounts.services import change_staff_level
from tests.accounts.test_two_factor import NOON, code_of, enrol
from tests.factories import PASSWORD
from tests.markup import tidy

LIST = "/admin/accounts/member/"


def sent(member, **kwargs):
    """The form that bans `member`."""
    filled = {"action": "change_status", "_selected_action": member.pk, "apply": "1", "to": "BANNED", "reason": "도배"}
    return filled | kwargs


@pytest.fixture
def clock():
    """A moment that moves when told."""
    with time_machine.travel(NOON, tick=False) as moved:
        yield moved


@pytest.fixture
def late_client(client_of, admin_member, clock):
    """The browser of an admin who proved themselves ten minutes ago."""
    client = client_of(admin_member)
    client.get("/admin/")
    clock.shift(timedelta(minutes=10))
    return client


def test_dangerous_act_needs_no_proof_right_after_log_in(client_of, admin_member, citizen, clock):
    client_of(admin_member).post(LIST, sent(citizen))
    assert Member.objects.get(pk=citizen.pk).status == "BANNED"


def test_dangerous_act_asks_for_the_password_and_carries_on(late_client, citizen):
    page = late_client.post(LIST, sent(citizen))
    assert 'name="proof" type="password"' in tidy(page)
    assert ("reason", "도배") in page.context["sent"]
    assert Member.objects.get(pk=citizen.pk).status == "APPROVED"
    wrong = late_client.post(LIST, sent(citizen, proof="wrong-1234!"))
    assert wrong.status_code == 422
    assert ("reason", "도배") in wrong.context["sent"]
    assert "wrong-1234!" not in wrong.text
    late_client.post(LIST, sent(citizen, proof=PASSWORD))
    assert Member.objects.get(pk=citizen.pk).status == "BANNED"


def test_dangerous_act_asks_enrolled_staff_for_a_code(client_of, admin_member, citizen, clock):
    secret, _ = enrol(admin_member)
    client = client_of(admin_member)
    client.post("/login/two-factor/", {"code": code_of(secret)})
    clock.shift(timedelta(minutes=10))
    assert client.post(LIST, sent(citizen, proof=PASSWORD)).status_code == 422
    client.post(LIST, sent(citizen, proof=code_of(secret)))
    assert Member.objects.get(pk=citizen.pk).status == "BANNED"


def test_reveal_of_an_address_asks_for_a_proof(late_client, citizen):
    look = {"action": "reveal_address", "_selected_action": citizen.pk, "apply": "1"}
    look |= {"kind": "INQUIRY", "purpose": "문의 답변"}
    assert "citizen@example.com" not in late_client.post(LIST, look).text
    assert not EmailAccess.objects.exists()
    assert "citizen@example.com" in late_client.post(LIST, look | {"proof": PASSWORD}).text


def test_policy_form_asks_for_a_proof(late_client):
    filled = {
        "template": "1",
        "summary": "개정",
        "body": "본문",
        "effective_at_0": "2027-01-01",
        "effective_at_1": "00:00",
    }
    page = late_client.post("/admin/policies/policyversion/add/", filled)
    assert ("summary", "개정") in page.context["sent"]


def test_act_of_staff_is_on_record_with_its_reason(client_of, admin_member, citizen, clock):
    client = client_of(admin_member)
    client.post(LIST, sent(citizen))
    entry = LogEntry.objects.get()
    assert (entry.user, entry.object_id) == (admin_member, str(citizen.pk))
    assert "사유: 도배" in entry.get_change_message()
    assert "사유: 도배" in client.get("/admin/admin/logentry/").text


@pytest.mark.parametrize("change", [lambda rows: rows.update(object_repr="x"), lambda rows: rows.delete()])
def test_log_is_append_only(client_of, admin_member, citizen, change):
    client_of(admin_member).post(LIST, sent(citizen))
    with pytest.raises(IntegrityError):
        change(LogEntry.objects.all())


OPERATOR = {"nickname": "새운영팀", "email": "new@example.com", "password": PASSWORD, "level": "moderator"}


def test_operator_is_made_by_a_superuser(client_of, superuser):
    client_of(superuser).post(f"{LIST}add/", OPERATOR)
    made = Member.objects.get(nickname="새운영팀")
    assert (made.kind, set(made.levels), made.must_change_password) == ("ADMIN", {"moderator"}, True)
    assert LogEntry.objects.get().object_id == str(made.pk)


@pytest.mark.parametrize("wrong", [{"nickname": ""}, {"email": "x"}, {"password": "short"}, {"level": "king"}])
def test_operator_form_says_what_is_wrong(client_of, superuser, wrong):
    page = client_of(superuser).post(f"{LIST}add/", OPERATOR | wrong)
    assert page.status_code == 422
    assert page.context["form"].errors
    assert Member.objects.count() == 1


@pytest.mark.parametrize("role", ["moderator", "admin_member"])
def test_operator_form_is_the_superusers(request, client_of, role):
    assert client_of(request.getfixturevalue(role)).post(f"{LIST}add/", OPERATOR).status_code == 403


def test_operator_level_changes_at_once_on_record(superuser, moderator):
    epoch = moderator.session_epoch
    assert change_staff_level(moderator, by=superuser, level="admin", reason="승진")
    assert not change_staff_level(moderator, by=superuser, level="admin", reason="승진")
    moderator = Member.objects.get(pk=moderator.pk)
    assert (set(moderator.levels), moderator.session_epoch) == ({"admin"}, epoch + 1)
    assert StatusChange.objects.filter(note="운영자 등급: moderator → admin", by=superuser).count() == 1
    change_staff_level(moderator, by=superuser, level="none", reason="퇴사")
    assert not Member.objects.get(pk=moderator.pk).is_staff


def test_operator_level_is_nobodys_own_and_no_admins(superuser, admin_member, moderator, citizen):
    for by, whom in ((superuser, superuser), (admin_member, moderator)):
        with pytest.raises(PermissionDenied):
            change_staff_level(whom, by=by, level="admin", reason="x")
    with pytest.raises(ValidationError):
        change_staff_level(citizen, by=superuser, level="admin", reason="x")
