"""Where a second factor is required, a level of staff counts in a log-in with a code alone, on every surface."""

import pytest

from accounts.services import open_api_session, two_factor
from accounts.services.reauthentication import SECOND
from boards.models.visibility import PostStatus
from tests import factories

LEVELS = ["admin", None]


@pytest.fixture
def required(settings):
    """The setting of a serving site."""
    settings.TWO_FACTOR = "required"


@pytest.fixture
def secrets(citizen):
    """Addresses that staff alone (and some authors) may read."""
    hidden = factories.post(citizen, status=PostStatus.HIDDEN)
    deleted = factories.post(citizen, status=PostStatus.DELETED)
    private = factories.suggestion(citizen, is_private=True)
    return [each.get_absolute_url() for each in (hidden, deleted, getattr(private, "post", private))]


@pytest.mark.parametrize("level", LEVELS)
def test_public_pages_show_staff_no_more_than_members_before_the_code(client_of, secrets, required, level):
    client = client_of(factories.staff_member(level))
    assert [client.get(address).status_code for address in secrets] == [404, 404, 403]
    assert "운영자 페이지" in client.get("/me/").text
    session = client.session
    session[SECOND] = 1
    session.save()
    assert [client.get(address).status_code for address in secrets] == [200, 200, 200]


def test_a_level_that_needs_no_code_counts_at_once(client_of, secrets, required, settings):
    client = client_of(factories.staff_member("moderator"))
    assert client.get(secrets[0]).status_code == 200
    settings.TWO_FACTOR_FOR_MODERATORS = True
    assert client.get(secrets[0]).status_code == 404


def test_a_token_from_before_the_code_was_required_opens_nothing_of_staff(client, secrets, superuser, settings):
    headers = {"Authorization": f"Bearer {open_api_session(superuser).access}"}
    assert client.get("/api/admin/members", headers=headers).status_code == 200
    settings.TWO_FACTOR = "required"
    assert client.get("/api/admin/members", headers=headers).status_code == 403
    assert client.get("/api/posts", headers=headers).status_code == 200


def test_without_a_code_no_permission_of_staff_is_left(superuser, required):
    assert two_factor.is_required(superuser)
    superuser.lacks_code = True
    assert (superuser.is_staff, superuser.is_admin, superuser.level) == (False, False, "superuser")
    asked = ("accounts.view_member", "accounts.change_staff_member", "auth.delete_group", "no.such_permission")
    assert [superuser.has_perm(permission) for permission in asked] == [False] * 4
    # Who has to have one is decided by the level, not by what this log-in may do.
    assert two_factor.is_required(superuser)
