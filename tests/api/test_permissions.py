"""Every endpoint of the API × role: made from the map of addresses, so that a new endpoint without an entry fails."""

import importlib
import pkgutil

import pytest
from django.urls import resolve, reverse
from drf_spectacular.generators import EndpointEnumerator

from tests.api import permissions
from tests.api.permissions import world
from tests.api.permissions.roles import ROLES, VISITORS, Endpoint

APPS = [found.name for found in pkgutil.iter_modules(permissions.__path__) if found.name not in {"roles", "world"}]
TABLES = [importlib.import_module(f"tests.api.permissions.{name}").TABLE for name in APPS]
TABLE: dict[str, Endpoint] = {entry: endpoint for table in TABLES for entry, endpoint in table.items()}


def endpoints():
    """Every method and address name of the API, as the schema's own enumeration finds them."""
    found = EndpointEnumerator().get_api_endpoints()
    return {f"{method} {name_of(path)}" for path, _regex, method, _view in found if path.startswith("/api")}


def name_of(path):
    """The name of an address, asked with ids of the right form in place of its parameters."""
    ids = {
        "/api/policies/{id}": "/api/policies/terms",
        "/notifications/{id}": "/notifications/1",
        "{version}": "TP0001-VN0001",
        "{target_type}": "POST",
    }
    filled = path
    for template, example in {**ids, "{id}": "FB000001"}.items():
        filled = filled.replace(template, example)
    while "{" in filled:
        start, end = filled.index("{"), filled.index("}")
        filled = filled[:start] + "1" + filled[end + 1 :]
    return resolve(filled).view_name


def test_every_endpoint_has_an_entry_and_every_entry_an_endpoint():
    assert endpoints() == set(TABLE)


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("entry", sorted(TABLE))
def test_who_may(entry, role, request, api_of):
    method, name = entry.split()
    endpoint = TABLE[entry]
    asker = request.getfixturevalue(role)
    # Only what stands in an address is made.
    wanted = [row for row in ([endpoint.of] if isinstance(endpoint.of, str) else endpoint.of) if row]
    rows = request.getfixturevalue("rows_of_the_world") if wanted else {}
    address = reverse(name, args=[rows[row] for row in wanted])
    response = getattr(api_of(asker), method.lower())(address, endpoint.body, format="json")
    response.close()  # of a file too
    assert response.status_code < 500
    if role in endpoint.allowed:
        assert response.status_code not in {401, 403}, response.content.decode()
    else:
        assert response.status_code in ({401} if role in VISITORS else {403, 404}), response.content.decode()


@pytest.fixture
def rows_of_the_world(citizen, reader, admin_member, politician):
    return world.build(citizen, reader, admin_member, politician)
