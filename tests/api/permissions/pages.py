"""What is told of several apps at once."""

from tests.api.permissions.roles import EVERYBODY, Endpoint

TABLE = {
    "GET api:politician-detail": Endpoint(EVERYBODY, of="politician_page"),
    "GET api:search-list": Endpoint(EVERYBODY),
}
