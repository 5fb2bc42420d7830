"""Who may put banners and popups on the first page, for every role of the cast."""

import pytest

ROLES = [
    *("anonymous", "citizen", "reader", "suspended", "pending", "politician_member", "aide"),
    *("moderator", "admin_member", "superuser"),
]
STAFF = {"moderator", "admin_member", "superuser"}
ADMINS = {"admin_member", "superuser"}
TABLE = {
    "displays.view_banner": STAFF,
    "displays.view_popup": STAFF,
    "displays.view_displaychange": STAFF,
    "displays.add_banner": ADMINS,
    "displays.add_popup": ADMINS,
    "displays.change_banner": ADMINS,
    "displays.change_popup": ADMINS,
}


@pytest.mark.parametrize("role", ROLES)
def test_display_permission_belongs_to_its_roles(request, db, role):
    member = request.getfixturevalue(role)
    allowed = {permission for permission in TABLE if member.has_perm(permission)}
    assert allowed == {permission for permission, roles in TABLE.items() if role in roles}
