"""The permission table of the back office, over all that is registered: a new admin without a line fails."""

import pytest
from django.contrib import admin
from django.urls import reverse

pytestmark = pytest.mark.django_db

# Model: the lowest level that may open its list and its form for a new row (None: nobody).
TABLE = {
    "accounts.EmailAccess": ("admin", None),
    "accounts.StaffRead": ("superuser", None),
    "accounts.Member": ("moderator", "superuser"),
    "accounts.StatusChange": ("moderator", None),
    "admin.LogEntry": ("admin", None),
    "polls.Ballot": ("moderator", None),
    "assist.Briefing": ("moderator", None),
    "boards.Comment": ("moderator", None),
    "pictures.Image": ("moderator", None),
    "suggestions.Notice": ("moderator", "admin"),
    "polls.Poll": ("moderator", "admin"),
    "boards.Post": ("moderator", None),
    "boards.Reaction": ("moderator", None),
    "suggestions.Suggestion": ("moderator", None),
    "assist.Summary": ("moderator", None),
    "assist.SentimentGauge": ("moderator", None),
    "moderation.AbuseFlag": ("moderator", None),
    "moderation.Decision": ("moderator", None),
    "moderation.Objection": ("moderator", None),
    "moderation.Report": ("moderator", None),
    "moderation.ReviewFlag": ("moderator", None),
    "moderation.RightChange": ("moderator", None),
    "moderation.WatchWord": ("moderator", "moderator"),
    "notifications.Delivery": ("moderator", None),
    "notifications.Notification": ("moderator", None),
    "notifications.Suppression": ("moderator", None),
    "displays.Banner": ("moderator", "admin"),
    "accounts.DataExport": ("moderator", None),
    "displays.Popup": ("moderator", "admin"),
    "assist.AiDay": ("moderator", None),
    "assist.AiRequest": ("moderator", None),
    "polibat.TroubledJob": ("moderator", None),
    "policies.PolicyTemplate": ("moderator", "admin"),
    "policies.PolicyVersion": ("moderator", "admin"),
    "politicians.Application": ("moderator", None),
    "politicians.DocumentAccess": ("admin", None),
    "politicians.Party": ("moderator", "admin"),
    "politicians.Politician": ("moderator", "admin"),
    "politicians.Region": ("moderator", None),
    "politicians.Speaker": ("moderator", None),
}
LEVELS = {"moderator": 1, "admin": 2, "superuser": 3}
ROLES = {"anonymous": 0, "citizen": 0, "moderator": 1, "admin_member": 2, "superuser": 3}


def labels():
    """Every registered model."""
    return sorted(model._meta.label for model in admin.site._registry)


def address_of(label, page):
    """The address of a model's list or form."""
    return reverse(f"admin:{label.lower().replace('.', '_')}_{page}")


def test_permission_table_names_every_admin():
    assert sorted(TABLE) == labels()


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("page", ["changelist", "add"])
def test_permission_table_is_kept(request, client_of, role, page):
    client = client_of(request.getfixturevalue(role))
    answers = {label: client.get(address_of(label, page)).status_code for label in labels()}
    assert answers == {label: _expected(TABLE[label][page == "add"], ROLES[role]) for label in labels()}


def _expected(level, held):
    if not held:
        return 302
    return 200 if level and held >= LEVELS[level] else 403


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("page", ["index", "jsi18n"])
def test_pages_of_the_site_itself_are_for_staff(request, client_of, role, page):
    status = client_of(request.getfixturevalue(role)).get(reverse(f"admin:{page}")).status_code
    assert status == (200 if ROLES[role] else 302)


@pytest.mark.parametrize("role", ["moderator", "superuser"])
def test_nobody_deletes_rows_in_bulk(request, client_of, role):
    client = client_of(request.getfixturevalue(role))
    answers = {label: client.get(address_of(label, "changelist")) for label in labels()}
    shown = [label for label, response in answers.items() if response.status_code == 200]
    assert shown
    assert [label for label in shown if "delete_selected" in answers[label].text] == []
