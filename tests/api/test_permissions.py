"""Every endpoint of the API × role: made from the map of addresses, so that a new endpoint without an entry fails."""

import importlib
import pkgutil

import pytest
from django.core.cache import caches
from django.db import transaction
from django.urls import resolve, reverse
from drf_spectacular.generators import EndpointEnumerator

from tests.api import permissions
from tests.api.permissions import world
from tests.api.permissions.roles import ROLES, VISITORS, Endpoint

APPS = [found.name for found in pkgutil.iter_modules(permissions.__path__) if found.name not in {"roles", "world"}]
TABLES: dict[str, dict[str, Endpoint]] = {
    name: importlib.import_module(f"tests.api.permissions.{name}").TABLE for name in APPS
}


def endpoints():
    """Every method and address name of the API, as the schema's own enumeration finds them."""
    found = EndpointEnumerator().get_api_endpoints()
    return {f"{method} {name_of(path)}" for path, _regex, method, _view in found if path.startswith("/api")}


def filled(path):
    """The address at `path`, with ids of the right form in place of its parameters."""
    ids = {
        "/api/policies/{id}": "/api/policies/terms",
        "/api/drafts/{id}": "/api/drafts/FREE",
        "/notifications/{id}": f"/notifications/{'n' * 32}",
        **{
            f"/admin/{name}/{{id}}": f"/admin/{name}/1"
            for name in ("objections", "abuse-flags", "review-flags", "watch-words")
        },
        "{version}": "TP0001-VN0001",
        "{target_type}": "POST",
    }
    address = path
    for template, example in {**ids, "{id}": "FB000001"}.items():
        address = address.replace(template, example)
    while "{" in address:
        start, end = address.index("{"), address.index("}")
        address = address[:start] + "1" + address[end + 1 :]
    return address


def name_of(path):
    """The name of an address."""
    return resolve(filled(path)).view_name


def test_every_endpoint_has_an_entry_and_every_entry_an_endpoint():
    assert endpoints() == {entry for table in TABLES.values() for entry in table}


@pytest.mark.django_db
@pytest.mark.parametrize("app", sorted(TABLES))
def test_who_may(app, request, settings, api_of, citizen, reader, admin_member, politician):
    settings.API_ANONYMOUS_LIMIT = 10**6
    rows = world.build(citizen, reader, admin_member, politician)
    clients = {role: api_of(request.getfixturevalue(role)) for role in ROLES}
    addresses = {entry: address_of(entry, endpoint, rows) for entry, endpoint in TABLES[app].items()}
    told = []
    for entry, endpoint in TABLES[app].items():
        for role, client in clients.items():
            status, content = ask(client, entry, addresses[entry], endpoint.body)
            if not is_as_the_table_says(status, endpoint, role):
                told.append((entry, role, status, content[:200]))
    assert told == []


def address_of(entry, endpoint, rows):
    """The address of an entry, with the rows of the world in it; only what stands in an address is made."""
    wanted = [endpoint.of] if isinstance(endpoint.of, str) else endpoint.of
    return reverse(entry.split()[1], args=[rows[row] for row in wanted if row])


def ask(client, entry, address, body):
    """Status and text of the answer to one request, of which nothing stays: neither rows nor what limits counted."""
    caches["limits"].clear()
    with transaction.atomic():
        response = getattr(client, entry.split()[0].lower())(address, body, format="json")
        content = response.getvalue().decode(errors="replace")  # of a file too, which is only made as it is read
        transaction.set_rollback(True)
    client.cookies.clear()
    return response.status_code, content


def is_as_the_table_says(status, endpoint, role):
    """Whether whoever may is let through, and everybody else is refused in the right way."""
    if endpoint.is_by_body:
        return status == 401
    if role in endpoint.allowed:
        return status < 500 and status not in {401, 403, 429}
    return status in ({401} if role in VISITORS else {403, 404})
