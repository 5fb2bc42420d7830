"""The figures of the dashboard are for staff."""

from tests.api.permissions.roles import STAFF, Endpoint

TABLE = {
    "GET api:admin-dashboard-members": Endpoint(STAFF),
    "GET api:admin-dashboard-members-series": Endpoint(STAFF),
    "GET api:admin-dashboard-posts": Endpoint(STAFF),
    "GET api:admin-dashboard-posts-series": Endpoint(STAFF),
    "GET api:admin-dashboard-visitors": Endpoint(STAFF),
    "GET api:admin-dashboard-visitors-average": Endpoint(STAFF),
    "GET api:admin-dashboard-visitors-series": Endpoint(STAFF),
}
