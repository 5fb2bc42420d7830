"""Reports of members."""

from tests.api.permissions.roles import MEMBERS, Endpoint

TABLE = {
    # What stands in the body decides who may (tests/moderation/test_api.py).
    "POST api:report-list": Endpoint(MEMBERS),
    "GET api:report-my": Endpoint(MEMBERS),
    "GET api:report-detail": Endpoint(frozenset({"reader"}), of="report"),
}
