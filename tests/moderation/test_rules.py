"""Who may report and decide, for every role of the cast."""

import pytest

from boards.services import change_post_status, withdraw_post
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
