"""How often somebody may do something: counted in Redis for all processes, in PostgreSQL when Redis is gone."""

import logging

from django.conf import settings
from django.core.cache import caches
from django.core.exceptions import ValidationError
from django.utils import timezone
from django_ratelimit.core import ALL, _get_window, _make_cache_key, get_usage
from redis.exceptions import RedisError

from polibat.models import LimitWindow

logger = logging.getLogger(__name__)


class Throttled(ValidationError):
    """Too often: a refusal that knows how many seconds remain (`wait`)."""

    def __init__(self, wait):
        self.wait = max(1, int(wait))
        super().__init__(
            f"너무 자주 시도했습니다. {waiting_time(self.wait)} 후에 다시 시도해 주세요.", code="throttled"
        )


def waiting_time(seconds):
    """Seconds as people say them: `40초`, `12분`, `3시간`."""
    if seconds < 60:
        return f"{seconds}초"
    if seconds < 3600:
        return f"{-(-seconds // 60)}분"
    return f"{-(-seconds // 3600)}시간"


def usage(scope, who, *, times, per, spend=True):
    """How far `who` has used `scope` (at most `times` in `per` seconds): count and seconds until it starts anew."""
    try:
        used = get_usage(None, group=scope, key=lambda *_: str(who), rate=f"{times}/{per}s", increment=spend)
        assert used is not None, "a rate was given"
    except RedisError:
        logger.warning("limits fall back to the database", extra={"scope": scope})
        return LimitWindow.objects.used(f"{scope}:{who}", per=per, spend=spend, at=timezone.now())
    return used["count"], used["time_left"]


def spend(scope, who, *, times, per):
    """Count one use of `scope` by `who`: the how manyth it is.

    Raises Throttled from the (`times` + 1)-th within `per` seconds on.
    """
    count, time_left = usage(scope, who, times=times, per=per)
    if count > times:
        raise Throttled(time_left)
    return count


def give_back(scope, who, *, times, per):
    """Take back one use that `spend` counted and that turned out harmless, e.g. a log-in with the right password."""
    # The counter is the library's, which can count up only; its key is asked for as it makes it.
    key = _make_cache_key(scope, _get_window(str(who), per), f"{times}/{per}s", str(who), ALL)
    try:
        caches[settings.RATELIMIT_USE_CACHE].decr(key)
    except ValueError:
        pass  # the window is over, and the use with it
    except RedisError:
        LimitWindow.objects.give_back(f"{scope}:{who}")
