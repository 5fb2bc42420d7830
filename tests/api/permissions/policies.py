"""Policies, which are public."""

from tests.api.permissions.roles import EVERYBODY, Endpoint

TABLE = {
    "GET api:policy-list": Endpoint(EVERYBODY),
    "GET api:policy-detail": Endpoint(EVERYBODY, of="policy"),
    "GET api:policy-version": Endpoint(EVERYBODY, of=("policy", "policy_version")),
}
