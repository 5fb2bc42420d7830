"""The roles of the table, and what an entry says."""

from dataclasses import dataclass, field

ROLES = (
    "anonymous",
    "citizen",  # 일반회원, who wrote the rows of the table's world
    "reader",  # another 일반회원
    "pending",
    "suspended",
    "politician_member",
    "aide",
    "moderator",
    "admin_member",
    "superuser",
)
EVERYBODY = frozenset(ROLES)
# Who may not be signed in asks as a visitor.
VISITORS = frozenset({"anonymous", "suspended"})
MEMBERS = EVERYBODY - VISITORS
# Those who may write: in good standing.
WRITERS = MEMBERS - {"pending"}
STAFF = frozenset({"moderator", "admin_member", "superuser"})
ADMINS = STAFF - {"moderator"}
SUPERUSERS = frozenset({"superuser"})
AUTHOR = frozenset({"citizen"})
# Who speaks for a politician.
SPEAKERS = frozenset({"politician_member", "aide"})


@dataclass(frozen=True)
class Endpoint:
    """Who may use one endpoint.

    Where the body alone signs in (`is_by_body`), 401 says that it does not, to everybody.

    `of` names the row (or rows) of the world (tests/api/permissions/world.py) whose id stands in the address; `body` is
    what is sent. Whoever may gets neither 401 nor 403 (a 400 for an empty body is no refusal); others get 401 as
    VISITORS and 403 or 404 as members.
    """

    allowed: frozenset
    of: str | tuple = ""
    body: dict = field(default_factory=dict)
    is_by_body: bool = False
