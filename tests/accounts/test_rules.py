"""The permission table of accounts: role × permission."""

import pytest

from tests.factories import staff_member

VISITORS_AND_MEMBERS = ["anonymous", "citizen", "suspended", "pending", "politician_member", "aide"]
STAFF = ["moderator", "admin_member", "superuser"]
ROLES = [*VISITORS_AND_MEMBERS, *STAFF]
ALLOWED = {
    "accounts.view_member": {"moderator", "admin_member", "superuser"},
    "accounts.view_statuschange": {"moderator", "admin_member", "superuser"},
    "accounts.view_nicknamechange": {"moderator", "admin_member", "superuser"},
    "accounts.view_consent": {"moderator", "admin_member", "superuser"},
    "accounts.view_emailaccess": {"admin_member", "superuser"},
    "accounts.change_member_status": {"admin_member", "superuser"},
    "accounts.reveal_email": {"admin_member", "superuser"},
    "accounts.add_staff_member": {"superuser"},
}


@pytest.mark.parametrize("perm", ALLOWED)
@pytest.mark.parametrize("role", ROLES)
def test_permissions_towards_a_citizen(request, db, reader, role, perm):
    member = request.getfixturevalue(role)
    assert member.has_perm(perm, reader) is (role in ALLOWED[perm])


@pytest.mark.parametrize("role", STAFF)
def test_only_superusers_change_the_status_of_staff(request, db, role):
    other = staff_member("moderator")
    assert request.getfixturevalue(role).has_perm("accounts.change_member_status", other) is (role == "superuser")


def test_a_demoted_operator_is_no_staff(moderator):
    moderator.groups.clear()
    again = type(moderator).objects.get(pk=moderator.pk)
    assert not again.is_staff
