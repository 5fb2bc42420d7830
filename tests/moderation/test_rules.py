"""Who may report and decide, for every role of the cast."""

import pytest

from boards.services import change_post_status, withdraw_post
from moderation.models import Decision
from moderation.services import hide_text, object_to
from tests import factories

ROLES = [
    *("anonymous", "citizen", "reader", "suspended", "pending", "politician_member", "aide"),
    *("moderator", "admin_member", "superuser"),
]
MEMBERS = {"reader", "politician_member", "aide", "moderator", "admin_member", "superuser"}
STAFF = {"moderator", "admin_member", "superuser"}
ADMINS = {"admin_member", "superuser"}
TABLE = {
    "moderation.add_report": MEMBERS,
    "moderation.view_report": STAFF,
    "moderation.hide_text": STAFF,
    "moderation.republish_text": STAFF,
    "moderation.delete_text": ADMINS,
    "moderation.claim_text": STAFF,
    "moderation.take_over_claim": ADMINS,
}
WITHOUT_A_TEXT = {
    "moderation.decide_many": STAFF,
    "moderation.view_objection": STAFF,
    "moderation.view_rightchange": STAFF,
    "moderation.restore_right": STAFF,
    "moderation.view_abuseflag": STAFF,
    "moderation.view_reviewflag": STAFF,
    "moderation.settle_flag": STAFF,
    "moderation.view_watchword": STAFF,
    "moderation.change_watchword": STAFF,
}
ABOUT_AN_OBJECTION = {
    "moderation.add_objection": {"citizen"},
    "moderation.decide_objection": STAFF - {"moderator"},
}


@pytest.fixture
def members(request, db):
    """Everybody of the cast, by role."""
    return {role: request.getfixturevalue(role) for role in ROLES}


def holders(members, permission, about=None):
    """The roles that have a permission."""
    return {role for role, member in members.items() if member.has_perm(permission, about)}


def test_permissions_about_a_citizens_post_belong_to_their_roles(members, citizen):
    post = factories.post(citizen)
    assert {permission: holders(members, permission, post) for permission in TABLE} == TABLE


def test_permissions_about_a_citizens_comment_belong_to_their_roles(members, citizen, superuser):
    comment = factories.comment(factories.post(superuser), citizen)
    assert {permission: holders(members, permission, comment) for permission in TABLE} == TABLE


def test_permissions_of_staff_belong_to_their_roles(members):
    assert {permission: holders(members, permission) for permission in WITHOUT_A_TEXT} == WITHOUT_A_TEXT


def test_permissions_about_an_objection_belong_to_their_roles(members, citizen, moderator):
    hide_text(factories.post(citizen), by=moderator, reason="도배")
    decision = Decision.objects.get()
    held = {"moderation.add_objection": holders(members, "moderation.add_objection", decision)}
    objection = object_to(decision, by=citizen, text="다시 봐 주세요.")
    held["moderation.decide_objection"] = holders(members, "moderation.decide_objection", objection)
    assert held == ABOUT_AN_OBJECTION


@pytest.mark.parametrize("role", sorted(STAFF))
@pytest.mark.parametrize("permission", sorted(set(TABLE) - {"moderation.view_report"}))
def test_permission_about_ones_own_text_is_nobodys(request, role, permission):
    member = request.getfixturevalue(role)
    post = factories.post(member)
    assert not member.has_perm(permission, post)
    assert not member.has_perm(permission, factories.comment(post, member))


def test_report_needs_a_text_that_everybody_may_read(citizen, reader):
    post = factories.post(citizen)
    comment = factories.comment(post, citizen)
    change_post_status(post, to="HIDDEN")
    assert not reader.has_perm("moderation.add_report", post)
    assert not reader.has_perm("moderation.add_report", comment)
    withdraw_post(post, by=citizen)
    assert not reader.has_perm("moderation.add_report", post)
