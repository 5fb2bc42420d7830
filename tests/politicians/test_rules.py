"""Who may what around politicians."""

import pytest

from politicians.models import Application
from tests import factories

CAST = [
    "anonymous",
    "citizen",
    "suspended",
    "pending",
    "politician_member",
    "other_politician",
    "aide",
    "moderator",
    "admin_member",
    "superuser",
]

TABLE = {
    "politicians.add_application": {"pending"},
    "politicians.view_application": {"moderator", "admin_member", "superuser"},
    "politicians.view_politician": {"moderator", "admin_member", "superuser"},
    "politicians.decide_application": {"admin_member", "superuser"},
    "politicians.view_document": {"admin_member", "superuser"},
    "politicians.view_documentaccess": {"admin_member", "superuser"},
    "politicians.change_politician": {"admin_member", "superuser"},
    "politicians.change_namecard": {"politician_member", "aide", "admin_member", "superuser"},
}


@pytest.fixture
def other_politician(db):
    """A member who speaks for somebody else."""
    return factories.speaker_for(factories.politician(name="강하늘"), nickname="강하늘의원")


@pytest.mark.parametrize("perm", TABLE)
@pytest.mark.parametrize("who", CAST)
def test_permission_table(request, politician, who, perm):
    member = request.getfixturevalue(who)
    wanted = politician if perm.endswith("namecard") else None
    assert member.has_perm(perm, wanted) == (who in TABLE[perm])


def test_application_waits_alone(pending):
    Application.objects.create(member=pending, stated_name="강하늘의원", affiliation="새빛당")
    assert not pending.has_perm("politicians.add_application")


def test_name_card_stays_with_a_suspended_or_ended_speaker_no_longer(politician, politician_member):
    politician_member.applications.update(state=Application.State.ENDED)
    assert not politician_member.has_perm("politicians.change_namecard", politician)
