"""How often somebody may do something: counted in Redis for all processes, in PostgreSQL when Redis is gone."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ImproperlyConfigured
from django.utils import timezone
from django_ratelimit.core import get_usage
from redis.exceptions import RedisError

from polibat.models import LimitWindow
from polibat.security.later import Later
from polibat.security.networks import network_of, wide_network_of

logger = logging.getLogger(__name__)

# How many times as much a /48 of IPv6 may do as one /64 of it.
WIDER = 10


@dataclass(frozen=True)
class Use:
    """One use of a limit: how many are left of `times` in `per` seconds, and in how many seconds it starts anew."""

    scope: str
    times: int
    per: int
    left: int
    anew: int


_noted: ContextVar[list[Use] | None] = ContextVar("noted_limits", default=None)


@contextmanager
def noted() -> Iterator[list[Use]]:
    """What is used meanwhile, for an answer that tells how much is left."""
    found: list[Use] = []
    before = _noted.set(found)
    try:
        yield found
    finally:
        _noted.reset(before)


class Throttled(Later):
    """Too often: a refusal that knows how many seconds remain (`wait`)."""

    status = 429

    def __init__(self, wait):
        remaining = waiting_time(max(1, int(wait)))
        super().__init__(f"너무 자주 시도했습니다. {remaining} 후에 다시 시도해 주세요.", wait=wait, code="throttled")


def waiting_time(seconds):
    """Seconds as people say them: `40초`, `12분`, `3시간`."""
    if seconds < 60:
        return f"{seconds}초"
    if seconds < 3600:
        return f"{-(-seconds // 60)}분"
    return f"{-(-seconds // 3600)}시간"


def usage(scope, who, *, times, per, spend=True, is_lent=False) -> tuple[int, int]:
    """How far `who` has used `scope` (at most `times` in `per` seconds): count and seconds until it starts anew.

    A use of what `is_lent` can be given back; asking about it costs Redis one look more.
    """
    rate = f"{times}/{per}s"
    try:
        used = _use(scope, who, rate, spend=spend)
        back = _use(_returns(scope), who, rate)["count"] if is_lent else 0
    except RedisError:
        logger.warning("limits fall back to the database", extra={"scope": scope})
        return LimitWindow.objects.used(f"{scope}:{who}", per=per, spend=spend, at=timezone.now())
    return used["count"] - back, used["time_left"]


def spend(scope, who, *, times, per, is_lent=False, is_told=True) -> int:
    """Count one use of `scope` by `who`: the how manyth it is.

    Raises Throttled from the (`times` + 1)-th within `per` seconds on. Who asks may know how much is left (`noted`),
    unless it `is_lent` or says something about others (`is_told`).
    """
    count, time_left = usage(scope, who, times=times, per=per, is_lent=is_lent)
    if is_told and not is_lent and (told := _noted.get()) is not None:
        told.append(Use(scope, times, per, left=max(0, times - count), anew=max(1, int(time_left))))
    if count > times:
        raise Throttled(time_left)
    return count


def give_back(scope, who, *, times, per, is_lent) -> None:
    """Take back one use that `spend` counted and that turned out harmless, e.g. a log-in with the right password."""
    if not is_lent:
        raise ValueError("Only what is lent can be given back: spend it with is_lent=True.")
    try:
        # Counters of the library only rise, so what comes back is counted beside, in the same window.
        if usage(scope, who, times=times, per=per, spend=False, is_lent=True)[0] > 0:
            _use(_returns(scope), who, f"{times}/{per}s", spend=True)
    except RedisError:
        LimitWindow.objects.give_back(f"{scope}:{who}")


def limits_of_network(scope, ip, *, times, **limit) -> list[dict[str, Any]]:
    """The limits that hold everybody at a network address: of IPv6 by the /64 and, tenfold, by the /48.

    None for an address that nobody knows: one count for everybody would shut everybody out.
    """
    limits = [{"scope": scope, "who": network_of(ip), "times": times, **limit}]
    if wide := wide_network_of(ip):
        limits.append({"scope": f"{scope}-wide", "who": wide, "times": WIDER * times, **limit})
    return limits if ip else []


def spend_all(limits) -> int:
    """Count one use of each of `limits`: the how manyth it is of the first, 0 without any. Raises Throttled."""
    counts = [spend(**limit) for limit in limits]
    return counts[0] if counts else 0


def give_back_all(limits) -> None:
    """Take back what `spend_all` counted."""
    for limit in limits:
        give_back(**limit)


def _use(group, who, rate, *, spend=False):
    """Ask the library how far `who` has used `group`, or count one use more."""
    used = get_usage(None, group=group, key=lambda *_: str(who), rate=rate, increment=spend)
    if used is None:
        raise ImproperlyConfigured("Limits are switched off (RATELIMIT_ENABLE).")
    return used


def _returns(scope):
    return f"{scope}:returns"
