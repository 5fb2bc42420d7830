"""What the database itself refuses about members."""

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from accounts.models import Consent, EmailCode, Member, StatusChange
from accounts.models.member import NICKNAME, is_reserved
from policies.models import PolicyVersion
from tests.factories import MemberFactory


def refuses(constraint, **changes):
    """Whether writing `changes` to a member breaks `constraint`."""
    member = MemberFactory()
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        Member.objects.filter(pk=member.pk).update(**changes)
    return True


@pytest.mark.parametrize(
    ("constraint", "changes"),
    [
        ("member_kind", {"kind": "KING"}),
        ("member_status", {"status": "LOST"}),
        ("member_suspension_has_an_end", {"status": "SUSPENDED"}),
        ("member_suspension_has_an_end", {"suspended_until": timezone.now()}),
        ("member_email_both_or_neither", {"email_cipher": None}),
        ("member_left_is_erased", {"status": "WITHDRAWN"}),
        ("member_left_is_erased", {"nickname_key": None}),
        ("member_pending_kinds", {"status": "PENDING"}),
    ],
)
def test_member_constraints_fire(db, constraint, changes):
    assert refuses(constraint, **changes)


def test_member_address_is_unique(db):
    MemberFactory(email="one@example.com")
    with pytest.raises(IntegrityError, match="email_index"):
        MemberFactory(email="ONE@example.com")


def test_member_nickname_is_unique_without_regard_to_case(db):
    MemberFactory(nickname="Bat_시민")
    with pytest.raises(IntegrityError, match="nickname_key"):
        MemberFactory(nickname="bAT_시민")


def test_consent_is_given_once(db, citizen):
    version = PolicyVersion.objects.first()
    Consent.objects.create(member=citizen, version=version)
    with pytest.raises(IntegrityError, match="consent_once"):
        Consent.objects.create(member=citizen, version=version)


def test_public_ids_tell_the_kind(db, citizen, politician_member, aide, moderator):
    ids = [member.public_id[:2] for member in (citizen, politician_member, aide, moderator)]
    assert ids == ["NM", "PM", "PA", "AD"]


def code(**changes):
    """A live code."""
    fields = {"purpose": "SIGNUP", "email_index": b"i" * 32, "code_hash": b"h" * 32, "expires_at": timezone.now()}
    return EmailCode.objects.create(**(fields | changes))


@pytest.mark.parametrize(
    ("constraint", "changes"), [("emailcode_five_tries", {"tries": 6}), ("emailcode_purpose", {"purpose": "LOGIN"})]
)
def test_code_constraints_fire(db, constraint, changes):
    with pytest.raises(IntegrityError, match=constraint):
        code(**changes)


def test_status_change_knows_the_statuses(db, citizen):
    with pytest.raises(IntegrityError, match="statuschange_statuses"):
        StatusChange.objects.create(member=citizen, before="", after="LOST")


@pytest.mark.parametrize("nickname", ["가나\n", "가 나", "가", "가" * 21, "가\u200b나", "운영자★", "가\x00나", "١٢٣"])
def test_nickname_is_refused_by_the_model_too(db, citizen, nickname):
    citizen.nickname = nickname
    with pytest.raises(ValidationError):
        citizen.full_clean()


@pytest.mark.parametrize(
    "nickname",
    [
        *("운영자", "운_영_자", "정치방망이운영자", "ADMIN", "admin1", "관리자01", "탈퇴한회원", "PoliBAT"),
        *("관ㄹㅣ자", "운영ㅈㅏ", "관ㄹ1자", "운1영2자", "adm1n", "p0l1bat", "ㅇㅜㄴ영자", "익ㅁㅕㅇ"),
    ],
)
def test_only_staff_are_called_staff(nickname):
    assert is_reserved(nickname)
    Member(kind="ADMIN", nickname=nickname).clean()
    with pytest.raises(ValidationError, match=r"사용할 수 없는 닉네임"):
        Member(kind="NORMAL", nickname=nickname).clean()


@pytest.mark.parametrize(
    "nickname", ["badminton", "운영", "시민", "강한방망이", "administer_kim", "ㅋㅋㅋ", "시민2024"]
)
def test_ordinary_names_are_not_reserved(nickname):
    assert not is_reserved(nickname)


@pytest.mark.parametrize("nickname", ["____", "__", "_" * 20])
def test_a_nickname_is_more_than_lines(nickname):
    with pytest.raises(ValidationError):
        NICKNAME(nickname)
