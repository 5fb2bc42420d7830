"""Many at once, each on a connection of their own."""

import base64
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.db import connection
from django.utils import timezone

from accounts.models import Consent, EmailCode, Member
from accounts.services import (
    agree,
    change_nickname,
    find_for_log_in,
    request_reset_code,
    request_signup_code,
    reset_password,
    reveal_email,
    sign_up,
    withdraw,
)
from accounts.services.codes import spend_try
from polibat.security.encryption import decrypt
from polibat.security.limits import Throttled
from policies.models import PolicyTemplate, PolicyVersion
from policies.services import publish_version
from tests.accounts.mail import mailed_code
from tests.factories import PASSWORD, MemberFactory, policy_version, staff_member

pytestmark = [pytest.mark.django_db(transaction=True, serialized_rollback=True), pytest.mark.concurrency]


def at_once(jobs):
    """Run every job in a thread of its own; what each returned, or the refusal."""

    def run(job):
        try:
            return job()
        except ValidationError as refusal:
            return refusal
        finally:
            connection.close()

    with ThreadPoolExecutor(len(jobs)) as pool:
        return list(pool.map(run, jobs))


def refusals(results):
    """Those that were refused."""
    return [result for result in results if isinstance(result, ValidationError)]


def test_a_nickname_goes_to_one_of_fifty():
    members = [MemberFactory() for _ in range(50)]
    results = at_once([lambda member=member: change_nickname(member, nickname="하나뿐인") for member in members])
    assert len(refusals(results)) == 49
    assert Member.objects.filter(nickname="하나뿐인").count() == 1


def test_a_code_makes_one_member_of_twenty():
    request_signup_code("race@example.com", ip="192.0.2.1")
    code = mailed_code()

    def join(number):
        member = Member(kind="NORMAL", nickname=f"경주{number}")
        return sign_up(member, address="race@example.com", code=code, password=PASSWORD, ip=f"127.0.0.{number}")

    results = at_once([lambda number=number: join(number) for number in range(20)])
    assert len(refusals(results)) == 19
    assert Member.objects.count() == 1


def test_one_of_a_mailbox_joins_of_ten_that_spell_it_differently():
    codes = {}
    for number in range(10):
        address = f"one.voter+{number}@gmail.com"
        with time_machine.travel(timezone.now() + timedelta(hours=number), tick=False):
            request_signup_code(address, ip=f"192.0.2.{number}")
            codes[address] = mailed_code()
    EmailCode.objects.update(expires_at=timezone.now() + timedelta(minutes=5))

    def join(number, address):
        member = Member(kind="NORMAL", nickname=f"한사람{number}")
        return sign_up(member, address=address, code=codes[address], password=PASSWORD, ip=f"192.0.2.{number}")

    results = at_once([lambda one=one: join(*one) for one in enumerate(codes)])
    assert {tuple(refusal.error_dict) for refusal in refusals(results)} == {("email",)}
    assert (len(refusals(results)), Member.objects.count()) == (9, 1)


def test_two_codes_of_a_member_set_one_new_password(citizen):
    codes = []
    for number in range(2):
        with time_machine.travel(timezone.now() + timedelta(minutes=number + 1), tick=False):
            request_reset_code("citizen@example.com", ip="192.0.2.1")
            codes.append(mailed_code())

    def reset(code):
        return reset_password("citizen@example.com", code=code, password="brand-new-1234!")

    assert len(refusals(at_once([lambda code=code: reset(code) for code in codes]))) == 1


def test_a_code_gets_five_wrong_tries_however_fast():
    request_signup_code("race@example.com", ip="192.0.2.1")
    code = mailed_code()
    wrong = "000000" if code != "000000" else "111111"
    at_once([lambda: spend_try("race@example.com", "SIGNUP", wrong)] * 20)
    assert EmailCode.objects.get().tries == 5
    with pytest.raises(ValidationError):
        spend_try("race@example.com", "SIGNUP", code)


def test_leaving_twice_at_once_leaves_one_history_row(citizen):
    at_once([lambda: withdraw(citizen, password=PASSWORD)] * 8)
    assert citizen.status_changes.filter(after="WITHDRAWN").count() == 1


def test_keys_rotate_while_members_leave_and_are_looked_at(settings):
    members = [MemberFactory() for _ in range(20)]
    admin = staff_member("admin")
    settings.EMAIL_KEYS = [f"77:{base64.b64encode(b'n' * 32).decode()}", *settings.EMAIL_KEYS]
    looks = [
        lambda member=member: reveal_email(member, by=admin, ip="", device="PC", kind="INQUIRY", purpose="본인 확인")
        for member in members[10:]
    ]
    leaves = [lambda member=member: withdraw(member, password=PASSWORD) for member in members[:10]]
    results = at_once(
        [lambda: call_command("rotate_email_keys"), lambda: call_command("rotate_email_keys"), *looks, *leaves]
    )
    assert refusals(results) == []
    for member in Member.objects.filter(email_cipher__isnull=False):
        assert decrypt(member.email_cipher, bound_to=member.email_binding).endswith("@example.com")
    assert Member.objects.filter(status="WITHDRAWN", email_cipher=None).count() == 10


def test_fifty_join_under_one_nickname_and_one_gets_it():
    codes = {}
    for number in range(50):
        request_signup_code(f"race{number}@example.com", ip=f"192.0.2.{number}")
        codes[number] = mailed_code()

    def join(number):
        member = Member(kind="NORMAL", nickname="하나뿐인")
        address = f"race{number}@example.com"
        return sign_up(member, address=address, code=codes[number], password=PASSWORD, ip=f"192.0.2.{number}")

    results = at_once([lambda number=number: join(number) for number in range(50)])
    assert {tuple(refusal.error_dict) for refusal in refusals(results)} == {("nickname",)}
    assert (len(refusals(results)), Member.objects.count()) == (49, 1)


def test_one_changes_the_nickname_once_a_day_however_fast(citizen):
    results = at_once(
        [lambda number=number: change_nickname(citizen, nickname=f"새이름{number}") for number in range(20)]
    )
    assert len(refusals(results)) == 19
    assert citizen.nickname_changes.count() == 1


def test_an_address_gets_one_code_however_often_it_is_asked_for_at_once():
    results = at_once([lambda: request_signup_code("race@example.com", ip="192.0.2.1")] * 20)
    assert len(refusals(results)) == 19
    assert all(isinstance(refusal, Throttled) for refusal in refusals(results))
    assert EmailCode.objects.filter(used_at=None).count() == 1


def test_log_in_lets_exactly_five_tries_of_twenty_through(citizen):
    results = at_once([lambda: find_for_log_in("citizen@example.com", "wrong-1234!", ip="192.0.2.1")] * 20)
    assert len([refusal for refusal in results if isinstance(refusal, Throttled)]) == 15
    assert len(refusals(results)) == 20


def test_agreeing_at_once_is_kept_once():
    version = policy_version()
    member = MemberFactory()

    def press():
        return agree(Member.objects.get(pk=member.pk), versions=[version])

    with time_machine.travel(version.effective_at, tick=False):
        outcomes = at_once([press] * 8)
        member.refresh_from_db()
        assert member.has_agreed
    assert sorted(len(outcome) for outcome in outcomes) == [0] * 7 + [1]
    assert Consent.objects.filter(member=member, version=version).count() == 1


def test_publishing_at_once_numbers_each_version():
    admin = staff_member("admin")
    template = PolicyTemplate.objects.get(slug="terms")

    def publish(day):
        moment = timezone.now() + timedelta(days=day)
        version = PolicyVersion(template_id=template.pk, summary="개정", body=f"{day}일", effective_at=moment)
        return lambda: publish_version(version, by=Member.objects.get(pk=admin.pk)).public_id

    outcomes = at_once([publish(day) for day in range(1, 9)])
    assert sorted(outcomes) == [f"TP0001-VN{number:04d}" for number in range(2, 10)]
