"""Visits: each visitor once a Seoul day, gathered in Redis, brought into the database by a job in batches.

A visitor's name is a hash under a key that Redis makes up for each day and forgets after it: from then on nobody can
tell who it was, not even with the site's secrets. Each process remembers whom it has seen, so that only somebody's
first page of a day costs a look at Redis.
"""

import logging
import secrets
import time
import uuid
from collections.abc import Iterable, Iterator
from datetime import date
from typing import TypeAlias

from django.conf import settings
from django.db import connection, transaction
from django.http import HttpRequest
from django.utils import timezone
from django_redis import get_redis_connection
from redis.exceptions import RedisError

from insights.queries.subjects import VISITS
from insights.services.daily_statistics import add_up, lock
from polibat.cache.write_behind import WriteBehindBuffer
from polibat.security.encryption import keyed_hash
from polibat.security.networks import network_of
from polibat.web.client import ip_of, is_robot, kind_of_device

logger = logging.getLogger(__name__)

buffer = WriteBehindBuffer("visits")
KEY_SECONDS = 25 * 3600
MOST_SEEN = 50_000
# In this order, because most of them also claim to be Chrome and Safari.
BROWSERS = (
    "kakaotalk",
    "naver",
    "whale",
    "samsungbrowser",
    "edg",
    "opr",
    "firefox",
    "fxios",
    "crios",
    "chrome",
    "safari",
)
QUIET_SECONDS = 5

# In one step: the day's key (made up by the first visit), the visitor's name under it, and a note of the visit.
NOTE = """
local key = redis.call('GET', KEYS[1])
if not key then
    key = ARGV[1]
    redis.call('SET', KEYS[1], key, 'EX', ARGV[2])
end
local visitor = string.sub(redis.sha1hex(key .. ARGV[3]), 1, 32)
return redis.call('HSETNX', KEYS[2], ARGV[4] .. ':' .. visitor, ARGV[5])
"""
# Who is known already adds nothing, so a batch that is brought in twice counts once.
STORE = """
WITH fresh AS (
    INSERT INTO insights_visit (day, visitor, device, is_member)
    SELECT * FROM unnest(%s::date[], %s::uuid[], %s::text[], %s::boolean[])
    ON CONFLICT DO NOTHING RETURNING day, device, is_member
), counted AS (
    INSERT INTO insights_visitstatistic AS kept (day, device, is_member, visitors, total)
    SELECT day, device, is_member, count(*), 0 FROM fresh GROUP BY 1, 2, 3
    ON CONFLICT (day, device, is_member) DO UPDATE SET visitors = kept.visitors + excluded.visitors
)
SELECT count(*) FROM fresh
"""


class Seen:
    """Whom this process has noted today, as numbers that lead back to nobody; and until when it leaves Redis alone."""

    def __init__(self) -> None:
        self.forget()

    def forget(self) -> None:
        """Begin anew."""
        self.day, self.visitors, self.quiet_until = None, set(), 0.0

    def has(self, day: date, visitor: int) -> bool:
        """Whether `visitor` came on `day` already; another day begins a new list."""
        if day != self.day or len(self.visitors) >= MOST_SEEN:
            self.day, self.visitors = day, set()
        return visitor in self.visitors


seen = Seen()


# Day, visitor, device, signed in or not.
VisitRow: TypeAlias = tuple[date, uuid.UUID, str, bool]


def note_visit(request: HttpRequest) -> None:
    """Note that somebody came today; bots do not count, and while Redis is away nobody does.

    Who comes again on the same day after that is noted then.
    """
    if is_robot(request):
        return
    meta = request.META
    agent = meta.get("HTTP_USER_AGENT", "")
    member = request.user.pk if settings.SESSION_COOKIE_NAME in request.COOKIES else None
    day = timezone.localdate()
    visitor = hash((member, agent, meta.get("REMOTE_ADDR"), meta.get("HTTP_X_FORWARDED_FOR")))
    if seen.has(day, visitor) or seen.quiet_until > time.monotonic():
        return
    device = kind_of_device(request)
    # Of the browser only its name counts, because whoever wants to look like many can change the rest.
    who = f"m{member}" if member else f"{network_of(ip_of(request)) or agent}:{device}:{_browser(agent)}"
    name = keyed_hash(f"{day}:{who}", purpose="visit").hex()
    try:
        redis = get_redis_connection("limits")
        row = f"{device}:{int(member is not None)}"
        redis.eval(
            NOTE,
            2,
            f"{buffer.prefix}:key:{day}",
            buffer.pending,
            secrets.token_hex(32),
            KEY_SECONDS,
            name,
            day.isoformat(),
            row,
        )
    except RedisError:
        logger.warning("visits are not counted while Redis is away")
        seen.quiet_until = time.monotonic() + QUIET_SECONDS
        return
    seen.visitors.add(visitor)


def _browser(agent: str) -> str:
    agent = agent.lower()
    return next((name for name in BROWSERS if name in agent), "")


def flush_visits() -> int:
    """Bring the visits that wait in Redis into the database; returns how many visitors are new.

    A batch leaves Redis after it is stored; one that is found again adds nothing.
    """
    with buffer.taken() as batch:
        return store_visits(_rows(batch.fields))


def _rows(fields: dict[str, str]) -> Iterator[VisitRow]:
    for key, value in fields.items():
        day, _, visitor = key.partition(":")
        device, _, is_member = value.partition(":")
        yield date.fromisoformat(day), uuid.UUID(visitor), device, is_member == "1"


@transaction.atomic
def store_visits(rows: Iterable[VisitRow]) -> int:
    """Store visits (day, visitor, device, signed in or not) that are new, and count them; how many were."""
    # In one order everywhere, so that two who store the same visitors never wait for each other in a ring.
    rows = sorted(rows)
    if not rows:
        return 0
    lock(VISITS)
    with connection.cursor() as cursor:
        cursor.execute(STORE, [list(column) for column in zip(*rows, strict=True)])
        (added,) = cursor.fetchone()
    if rows[0][0] < timezone.localdate():
        # Their day may be closed: what there was in all at its end, and at the ends after it, has grown.
        add_up(VISITS)
    return added
