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


def test_permission_table(request, politician):
    members = {who: request.getfixturevalue(who) for who in CAST}
    about = {"politicians.change_namecard": politician}
    held = {perm: {who for who, member in members.items() if member.has_perm(perm, about.get(perm))} for perm in TABLE}
    assert held == TABLE


def test_application_waits_alone(pending):
    Application.objects.create(member=pending, stated_name="강하늘의원", affiliation="새빛당")
    assert not pending.has_perm("politicians.add_application")


def test_name_card_stays_with_a_suspended_or_ended_speaker_no_longer(politician, politician_member):
    politician_member.applications.update(state=Application.State.ENDED)
    assert not politician_member.has_perm("politicians.change_namecard", politician)
