"""One's own doings, and what is shown to everybody."""

from tests.api.permissions.roles import EVERYBODY, MEMBERS, Endpoint

TABLE = {
    "GET api:mine-posts": Endpoint(MEMBERS),
    "GET api:mine-comments": Endpoint(MEMBERS),
    "GET api:mine-votes": Endpoint(MEMBERS),
    "GET api:mine-suggestions": Endpoint(MEMBERS),
    "GET api:mine-reports": Endpoint(MEMBERS),
    "GET api:mine-exports": Endpoint(MEMBERS),
    "POST api:mine-exports": Endpoint(MEMBERS),
    "GET api:mine-download": Endpoint(MEMBERS),
    "POST api:mine-withdraw": Endpoint(MEMBERS),
    "GET api:banner-list": Endpoint(EVERYBODY),
    "POST api:banner-click": Endpoint(EVERYBODY, of="banner"),
    "POST api:banner-events": Endpoint(EVERYBODY, of="banner"),
    "POST api:popup-events": Endpoint(EVERYBODY, of="popup"),
    "GET api:popup-list": Endpoint(EVERYBODY),
    "GET api:stats": Endpoint(EVERYBODY),
    "GET api:politician-detail": Endpoint(EVERYBODY, of="politician_page"),
    "GET api:search": Endpoint(EVERYBODY),
}
