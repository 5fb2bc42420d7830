"""Leaving a service that is down alone: after some failures nobody asks for a while, then one tries.

The state is in Redis, so that all processes know. While Redis is away nothing is held back.
"""

from django.core.cache import cache

FAILURES, WITHIN = 5, 120
REST = 60
TRIAL = 90
OPEN, TRIPPED, TRYING, COUNT = "ai:open", "ai:tripped", "ai:trying", "ai:failures"


def lets_pass() -> bool:
    """Whether one may ask now; after a rest only one process at a time may, until it went well."""
    if cache.get(OPEN):
        return False
    return not cache.get(TRIPPED) or bool(cache.add(TRYING, 1, TRIAL))


def succeeded() -> None:
    """Forget what failed before."""
    cache.delete_many([OPEN, TRIPPED, TRYING, COUNT])


def failed() -> None:
    """Count a failure; the last straw, or the failed trial after a rest, opens the breaker."""
    cache.add(COUNT, 0, WITHIN)
    try:
        count = cache.incr(COUNT) or 0
    except ValueError:  # the window ended this moment
        count = 1
    if count >= FAILURES or cache.get(TRIPPED):
        cache.set(OPEN, 1, REST)
        cache.set(TRIPPED, 1, 24 * 3600)
        cache.delete_many([TRYING, COUNT])


def is_open() -> bool:
    """Whether nobody asks at the moment."""
    return bool(cache.get(OPEN))
