"""Methods that no route names reach nothing: every address of the API × each of them × every role, and OPTIONS."""

from collections import defaultdict

import pytest
from django.test import Client
from django.urls import resolve
from drf_spectacular.generators import EndpointEnumerator
from rest_framework.test import APIRequestFactory, force_authenticate

from accounts.models import Member
from polibat.api.views import ApiViewSet
from tests import agents
from tests.api.test_permissions import filled

METHODS = {"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "TRACE"}
STAFF = {"kind": Member.Kind.STAFF}
# Whom the views take for whom; no row is needed, because nobody gets as far as a row.
ROLES = {
    "anonymous": None,
    "citizen": {"kind": Member.Kind.NORMAL},
    "pending": {"kind": Member.Kind.POLITICIAN, "status": Member.Status.PENDING},
    "politician": {"kind": Member.Kind.POLITICIAN},
    "aide": {"kind": Member.Kind.AIDE},
    "moderator": STAFF | {"levels": frozenset({"moderator"})},
    "admin": STAFF | {"levels": frozenset({"admin"})},
    "superuser": STAFF | {"levels": frozenset(), "is_superuser": True},
}


def addresses():
    """Every address of the API with the methods that routes name there."""
    found = defaultdict(set)
    for path, _regex, method, _view in EndpointEnumerator().get_api_endpoints():
        if path.startswith("/api"):
            found[filled(path)] |= {method, "HEAD"} if method == "GET" else {method}
    return dict(found)


ADDRESSES = addresses()


def member_of(role):
    """A member as the rules see one of `role`."""
    if ROLES[role] is None:
        return None
    values = ROLES[role]
    member = Member(**{name: value for name, value in values.items() if name != "levels"})
    if "levels" in values:
        member.levels = values["levels"]
    return member


@pytest.mark.parametrize("role", ROLES)
def test_methods_without_a_route_are_405_for_everybody(role):
    member, ask, answered = member_of(role), APIRequestFactory(), []
    for address, routed in ADDRESSES.items():
        found = resolve(address)
        for method in METHODS - routed:
            request = ask.generic(method, address, "{}", content_type="application/json")
            force_authenticate(request, member)
            response = found.func(request, *found.args, **found.kwargs)
            if response.status_code != 405:
                answered.append((method, address, response.status_code))
    assert len(ADDRESSES) > 120
    assert answered == []


def test_allow_names_what_is_routed_and_nothing_else():
    client, wrong = Client(HTTP_USER_AGENT=agents.PC), []
    for address, routed in ADDRESSES.items():
        refused = client.generic("TRACE", address)
        if (refused.status_code, set(refused["Allow"].split(", "))) != (405, routed | {"OPTIONS"}):
            wrong.append((address, refused.status_code, refused["Allow"]))
    assert wrong == []


@pytest.mark.django_db
def test_options_tells_the_methods_and_no_more(settings):
    settings.API_ANONYMOUS_LIMIT = 10**6
    client, wrong = Client(HTTP_USER_AGENT=agents.PC), []
    for address, routed in ADDRESSES.items():
        told = client.options(address)
        if (told.status_code, told.content, set(told["Allow"].split(", "))) != (204, b"", routed | {"OPTIONS"}):
            wrong.append((address, told.status_code, told.content[:80]))
    assert wrong == []


@pytest.mark.django_db
@pytest.mark.parametrize("address", ["posts/stats", "posts/FB000001/hide", "votes/export"])
def test_delete_of_what_staff_see_is_no_fault_of_ours_and_deletes_nothing(api_of, admin_member, address):
    for client in (api_of(), api_of(admin_member)):
        response = client.delete(f"/api/admin/{address}", {"reason": "x", "category": "SPAM"}, format="json")
        assert (response.status_code, response.json()["error"]["code"]) == (405, "METHOD_NOT_ALLOWED")


def _all_views(view=ApiViewSet):
    for below in view.__subclasses__():
        yield below
        yield from _all_views(below)


def test_no_act_is_named_like_a_method():
    assert ADDRESSES
    named = {(view.__name__, name) for view in _all_views() for name in METHODS if name.lower() in vars(view)}
    assert not named, f"call it otherwise and give it a url_path: {named}"
