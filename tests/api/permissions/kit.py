"""What stands at /api itself."""

from tests.api.permissions.roles import EVERYBODY, Endpoint

TABLE = {
    "GET api:root": Endpoint(EVERYBODY),
    "GET api:schema": Endpoint(EVERYBODY),
}
