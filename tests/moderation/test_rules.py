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


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("permission", TABLE)
def test_permission_about_a_citizens_post_belongs_to_its_roles(request, citizen, role, permission):
    post = factories.post(citizen)
    member = request.getfixturevalue(role)
    assert member.has_perm(permission, post) is (role in TABLE[permission])


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("permission", TABLE)
def test_permission_about_a_citizens_comment_belongs_to_its_roles(request, citizen, superuser, role, permission):
    comment = factories.comment(factories.post(superuser), citizen)
    member = request.getfixturevalue(role)
    assert member.has_perm(permission, comment) is (role in TABLE[permission])


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("permission", WITHOUT_A_TEXT)
def test_permission_of_staff_belongs_to_its_roles(request, role, permission):
    assert request.getfixturevalue(role).has_perm(permission) is (role in WITHOUT_A_TEXT[permission])


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("permission", ABOUT_AN_OBJECTION)
def test_permission_about_an_objection_belongs_to_its_roles(request, citizen, moderator, role, permission):
    hide_text(factories.post(citizen), by=moderator, reason="도배")
    decision = Decision.objects.get()
    about = decision
    if permission == "moderation.decide_objection":
        about = object_to(decision, by=citizen, text="다시 봐 주세요.")
    assert request.getfixturevalue(role).has_perm(permission, about) is (role in ABOUT_AN_OBJECTION[permission])


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
