"""A member's own notifications."""

from tests.api.permissions.roles import AUTHOR, MEMBERS, Endpoint

TABLE = {
    "GET api:notification-list": Endpoint(MEMBERS),
    "GET api:notification-unread": Endpoint(MEMBERS),
    "POST api:notification-read-one": Endpoint(AUTHOR, of="notification"),
    "POST api:notification-read-all": Endpoint(MEMBERS),
    "GET api:notification-preference": Endpoint(MEMBERS),
    "PATCH api:notification-preference": Endpoint(MEMBERS),
}
