"""Status, addresses, staff: the verbs themselves."""

import base64
import secrets
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.management import CommandError, call_command

from accounts.jobs import end_suspensions, forget_codes
from accounts.models import EmailAccess, EmailCode, Member
from accounts.models.member import NICKNAME
from accounts.services import (
    change_email_key,
    change_member_status,
    create_staff_member,
    request_signup_code,
    reveal_email,
    suggest_nickname,
    withdraw,
)
from moderation.models import AbuseFlag
from polibat.security.encryption import decrypt, key_id_of, keyed_hash
from tests.accounts.mail import deliver
from tests.factories import PASSWORD, MemberFactory

Status = Member.Status
NOON = datetime(2026, 11, 23, 3, 0, tzinfo=UTC)
MOVES = {
    ("PENDING", "APPROVED"),
    ("APPROVED", "PENDING"),
    ("APPROVED", "SUSPENDED"),
    ("SUSPENDED", "APPROVED"),
    ("APPROVED", "BANNED"),
    ("PENDING", "BANNED"),
    ("SUSPENDED", "BANNED"),
    ("BANNED", "APPROVED"),
}


def aide_in(status):
    """An aide in a status (an aide knows every one of them)."""
    until = datetime(2099, 1, 1, tzinfo=UTC) if status == "SUSPENDED" else None
    return MemberFactory(kind="ASSISTANT", status=status, suspended_until=until)


@pytest.mark.parametrize("before", ["APPROVED", "PENDING", "SUSPENDED", "BANNED"])
@pytest.mark.parametrize("after", Status.values)
def test_change_member_status_knows_the_moves(db, admin_member, before, after):
    member = aide_in(before)
    change = {"to": after, "by": admin_member, "reason": "사유", "days": 3, "approves_application": before == "PENDING"}
    if (before, after) in MOVES:
        assert change_member_status(member, **change).status == after
        assert [(row.before, row.after, row.by) for row in member.status_changes.all()] == [
            (before, after, admin_member)
        ]
    else:
        with pytest.raises(ValidationError):
            change_member_status(member, **change)
        assert not member.status_changes.exists()


def test_change_member_status_leaves_approval_to_the_application(db, admin_member):
    with pytest.raises(ValidationError, match="가입 신청에서 승인해 주세요"):
        change_member_status(aide_in("PENDING"), to="APPROVED", by=admin_member, reason="사유")


def test_lifting_a_ban_approves_nobody_who_waited_for_it(db, admin_member):
    member = aide_in("PENDING")
    change_member_status(member, to="BANNED", by=admin_member, reason="도배")
    lifted = change_member_status(member, to="APPROVED", by=admin_member, reason="소명")
    assert lifted.status == "PENDING"
    assert member.status_changes.order_by("-pk").values_list("before", "after").first() == ("BANNED", "PENDING")
    change_member_status(member, to="APPROVED", by=admin_member, approves_application=True)
    for to in ("BANNED", "APPROVED"):
        change_member_status(member, to=to, by=admin_member, reason="사유")
    member.refresh_from_db()
    assert member.status == "APPROVED"


@pytest.mark.parametrize("change", [{"to": "SUSPENDED", "days": 3}, {"to": "BANNED"}])
def test_change_member_status_needs_a_reason(citizen, admin_member, change):
    with pytest.raises(ValidationError) as refusal:
        change_member_status(citizen, by=admin_member, reason="  ", **change)
    assert list(refusal.value.error_dict) == ["reason"]


@pytest.mark.parametrize("days", [None, 0, -1, 3651])
def test_change_member_status_needs_a_length(citizen, admin_member, days):
    with pytest.raises(ValidationError) as refusal:
        change_member_status(citizen, to="SUSPENDED", by=admin_member, reason="도배", days=days)
    assert list(refusal.value.error_dict) == ["days"]


def test_change_member_status_takes_effect_at_once(client_of, citizen, admin_member):
    client = client_of(citizen)
    assert client.get("/me/").status_code == 200
    change_member_status(citizen, to="SUSPENDED", by=admin_member, reason="도배", days=1)
    assert client.get("/me/").status_code == 401
    change_member_status(citizen, to="APPROVED", by=admin_member)
    assert client.get("/me/").status_code == 401


def test_nobody_changes_their_own_status(admin_member, superuser):
    for member in (admin_member, superuser):
        with pytest.raises(PermissionDenied):
            change_member_status(member, to="BANNED", by=member, reason="나")


def test_a_citizen_never_waits_for_approval(citizen, admin_member):
    with pytest.raises(ValidationError):
        change_member_status(citizen, to="PENDING", by=admin_member, reason="사유")


def test_end_suspensions_tidies_up_and_is_safe_twice(db):
    with time_machine.travel(NOON, tick=False) as clock:
        member = MemberFactory(status="SUSPENDED", suspended_until=NOON + timedelta(days=1))
        end_suspensions(0)
        member.refresh_from_db()
        assert member.status == "SUSPENDED"
        clock.shift(timedelta(days=1))
        assert member.is_in_good_standing
        end_suspensions(0)
        end_suspensions(0)
    member.refresh_from_db()
    assert (member.status, member.suspended_until) == ("APPROVED", None)
    assert [(row.before, row.after, row.by) for row in member.status_changes.all()] == [("SUSPENDED", "APPROVED", None)]


def test_forget_codes_keeps_what_may_still_be_used(db):
    with time_machine.travel(NOON, tick=False) as clock:
        request_signup_code("a@example.com", ip="192.0.2.1")
        clock.shift(timedelta(days=2))
        request_signup_code("b@example.com", ip="192.0.2.1")
        forget_codes(0)
    assert EmailCode.objects.count() == 1


def test_reveal_email_is_on_record(citizen, admin_member):
    shown = reveal_email(
        citizen, by=admin_member, ip="127.0.0.1", device="PC", kind="IDENTITY", purpose="본인 문의 확인"
    )
    assert shown == "citizen@example.com"
    row = EmailAccess.objects.get()
    assert (row.member, row.by, row.ip, row.device, row.purpose) == (
        citizen,
        admin_member,
        "127.0.0.1",
        "PC",
        "본인 문의 확인",
    )


def test_reveal_email_needs_a_purpose_and_the_right(citizen, admin_member, moderator):
    with pytest.raises(ValidationError):
        reveal_email(citizen, by=admin_member, ip="", device="", kind="INQUIRY", purpose=" ")
    for member in (moderator, citizen):
        with pytest.raises(PermissionDenied):
            reveal_email(citizen, by=member, ip="", device="", kind="INQUIRY", purpose="궁금해서")
    assert not EmailAccess.objects.exists()


def test_create_operator_makes_staff_of_a_level(db):
    for level in ("moderator", "admin", "superuser"):
        member = create_staff_member(
            Member(nickname=f"{level}_운영"), address=f"{level}@example.com", password=PASSWORD, level=level
        )
        assert (member.kind, member.is_staff, member.is_superuser) == ("ADMIN", True, level == "superuser")
        assert member.public_id.startswith("AD")


def test_create_operator_command_refuses_in_words(db, monkeypatch, capsys):
    monkeypatch.setenv("OPERATOR_PASSWORD", PASSWORD)
    call_command("create_staff_member", "op@example.com", "운영자1", level="moderator")
    with pytest.raises(CommandError, match="닉네임"):
        call_command("create_staff_member", "op2@example.com", "운영자1", level="moderator")
    with pytest.raises(CommandError):
        call_command("create_staff_member", "no-address", "운영자2", level="moderator")
    with pytest.raises(CommandError, match="create_staff_member"):
        call_command("createsuperuser")


def test_rotate_email_keys_brings_every_address_under_the_new_key(settings, citizen, reader, capsys):
    settings.EMAIL_KEYS = [f"77:{base64.b64encode(b'n' * 32).decode()}", *settings.EMAIL_KEYS]
    call_command("rotate_email_keys")
    call_command("rotate_email_keys")
    for member, address in ((citizen, "citizen@example.com"), (reader, "reader@example.com")):
        member.refresh_from_db()
        assert key_id_of(member.email_cipher) == 77
        assert decrypt(member.email_cipher, bound_to=member.email_binding) == address
    assert EmailAccess.objects.filter(by=None, purpose="암호화 키 교체").count() == 2


def test_rotate_email_keys_names_what_it_cannot_open(settings, citizen, reader, capsys):
    Member.objects.filter(pk=citizen.pk).update(email_cipher=reader.email_cipher)
    settings.EMAIL_KEYS = [f"77:{base64.b64encode(b'n' * 32).decode()}", *settings.EMAIL_KEYS]
    with pytest.raises(CommandError, match=citizen.public_id):
        call_command("rotate_email_keys")
    reader.refresh_from_db()
    assert key_id_of(reader.email_cipher) == 77


def test_a_suspension_that_is_over_counts_as_approved(db, admin_member):
    member = MemberFactory(status="SUSPENDED", suspended_until=NOON - timedelta(days=1))
    change_member_status(member, to="SUSPENDED", by=admin_member, reason="또 도배", days=1)
    assert [(row.before, row.after, row.by) for row in member.status_changes.order_by("pk")] == [
        ("SUSPENDED", "APPROVED", None),
        ("APPROVED", "SUSPENDED", admin_member),
    ]


@pytest.mark.parametrize("changes", [{"reason": "가" * 501}, {"note": "가" * 501}, {"to": "KING"}])
def test_change_member_status_refuses_what_cannot_be_stored(citizen, admin_member, changes):
    sent = {"to": "BANNED", "reason": "도배"} | changes
    with pytest.raises(ValidationError):
        change_member_status(citizen, by=admin_member, **sent)
    citizen.refresh_from_db()
    assert citizen.status == "APPROVED"


def test_change_member_status_stores_reasons_without_control_characters(citizen, admin_member):
    change_member_status(citizen, to="BANNED", by=admin_member, reason="도배\x00\u202e 두 번")
    assert citizen.status_changes.get().reason == "도배 두 번"


def test_a_status_change_is_mailed_with_reason_and_end(citizen, admin_member):
    change_member_status(citizen, to="SUSPENDED", by=admin_member, reason="욕설 & 비방", days=2)
    (mail,) = deliver()
    assert mail.to == ["citizen@example.com"]
    assert "사유: 욕설 & 비방" in mail.body
    assert "정지 기간:" in mail.body


def test_leaving_is_no_way_around_a_ban(citizen, admin_member):
    change_member_status(citizen, to="BANNED", by=admin_member, reason="도배")
    with pytest.raises(ValidationError, match="탈퇴할 수 없는"):
        withdraw(citizen, password=PASSWORD)


def test_create_operator_is_for_superusers(admin_member, superuser):
    operator = {"address": "op@example.com", "password": PASSWORD, "level": "moderator"}
    with pytest.raises(PermissionDenied):
        create_staff_member(Member(nickname="새운영자"), by=admin_member, **operator)
    assert (
        create_staff_member(Member(nickname="새운영자"), by=superuser, **operator).status_changes.get().by == superuser
    )


@pytest.mark.parametrize(
    ("changes", "field"),
    [({"level": "king"}, "level"), ({"password": "short"}, "password"), ({"address": "citizen@example.com"}, "email")],
)
def test_create_operator_says_what_is_wrong(citizen, changes, field):
    operator = {"address": "op@example.com", "password": PASSWORD, "level": "admin"} | changes
    with pytest.raises(ValidationError) as refusal:
        create_staff_member(Member(nickname="새운영자"), **operator)
    assert list(refusal.value.error_dict) == [field]


def test_reveal_email_without_its_key_says_so(settings, citizen, admin_member):
    settings.EMAIL_KEYS = [f"77:{base64.b64encode(b'n' * 32).decode()}"]
    with pytest.raises(ValidationError, match="열 수 있는 키가 없습니다"):
        reveal_email(citizen, by=admin_member, ip="", device="PC", kind="INQUIRY", purpose="본인 확인")


def unindexed(address, **stored):
    """A member as an older version left them."""
    member = MemberFactory(email=address)
    old = {"mailbox_index": None, "email_index": keyed_hash(address.lower(), purpose="email")} | stored
    Member.objects.filter(pk=member.pk).update(**old)
    return member


def test_index_addresses_finds_old_members_by_the_present_rule_and_flags_the_later_of_two(db, capsys):
    hangul = unindexed("kim@\ud55c\uae00.\ud55c\uad6d")
    earlier, later = unindexed("k.lee@gmail.com"), unindexed("klee+2@gmail.com")
    call_command("index_addresses")
    deliver()
    assert Member.objects.with_email("kim@xn--bj0bj06e.xn--3e0b707e").get() == hangul
    assert Member.objects.reached_by("k.l.e.e@googlemail.com").get() == earlier
    (flag,) = AbuseFlag.objects.all()
    assert (flag.kind, flag.member) == ("MAILBOX", later)
    assert f"(이상 징후에 올림): {later.public_id}" in capsys.readouterr().out
    call_command("index_addresses")
    assert deliver() == [] and AbuseFlag.objects.get().windows == 1
    assert set(EmailAccess.objects.values_list("by", "purpose")) == {(None, "주소 색인")}


def test_rotate_email_keys_goes_on_where_it_stopped(settings, citizen, reader, capsys):
    settings.EMAIL_KEYS = [f"77:{base64.b64encode(b'n' * 32).decode()}", *settings.EMAIL_KEYS]
    change_email_key(citizen)
    call_command("rotate_email_keys")
    assert "1건 교체, 열 수 없는 이메일 0건, 남은 이메일 0건" in capsys.readouterr().out


def test_suggest_nickname_is_free_and_well_formed(db):
    for _ in range(30):
        NICKNAME(suggest_nickname())


def test_suggest_nickname_finds_one_where_all_short_numbers_are_taken(db, monkeypatch):
    monkeypatch.setattr(secrets, "choice", lambda words: words[0])
    monkeypatch.setattr(secrets, "randbelow", lambda highest: highest - 1)
    taken = suggest_nickname()
    MemberFactory(nickname=taken)
    assert (taken[-3:], suggest_nickname()[-4:]) == ("999", "1999")
