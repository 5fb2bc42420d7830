"""What the database itself refuses about members."""

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from accounts.models import Consent, Member
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
