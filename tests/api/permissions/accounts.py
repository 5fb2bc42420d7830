"""Signing in and out, and members."""

from tests.api.permissions.roles import EVERYBODY, MEMBERS, Endpoint
from tests.factories import PASSWORD

TABLE = {
    "POST api:auth-codes": Endpoint(EVERYBODY),
    "POST api:auth-verify-email": Endpoint(EVERYBODY),
    "POST api:auth-signup": Endpoint(EVERYBODY),
    "POST api:auth-login": Endpoint(EVERYBODY),
    "POST api:auth-logout": Endpoint(EVERYBODY),
    "POST api:auth-forgot-password": Endpoint(EVERYBODY),
    "POST api:auth-reset-password": Endpoint(EVERYBODY),
    "POST api:auth-refresh": Endpoint(EVERYBODY, is_by_body=True),
    "GET api:auth-me": Endpoint(MEMBERS),
    "PATCH api:auth-me": Endpoint(MEMBERS),
    "POST api:auth-reauthenticate": Endpoint(MEMBERS, body={"password": PASSWORD}),
    "POST api:auth-change-password": Endpoint(MEMBERS),
    "GET api:auth-agreement": Endpoint(MEMBERS),
    "POST api:auth-agreement": Endpoint(MEMBERS),
    "GET api:member-detail": Endpoint(EVERYBODY, of="citizen"),
}
