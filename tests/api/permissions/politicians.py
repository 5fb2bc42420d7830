"""The directory."""

from tests.api.permissions.roles import EVERYBODY, Endpoint

TABLE = {
    "GET api:politician-list": Endpoint(EVERYBODY),
    "GET api:politician-parties": Endpoint(EVERYBODY),
    "GET api:politician-regions": Endpoint(EVERYBODY),
}
