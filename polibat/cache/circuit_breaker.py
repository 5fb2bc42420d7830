"""Leaving a service that is down alone: after some failures nobody asks for a while, then one tries.

The state is in Redis, so that all processes know. While Redis is away nothing is held back.
"""

from dataclasses import dataclass

from django.core.cache import cache

# How long it is remembered that the last trial failed.
REMEMBERED = 24 * 3600


@dataclass(frozen=True)
class CircuitBreaker:
    """The breaker of one service: `failures` in a row `within` seconds open it for `rest`; a trial has `trial`."""

    name: str
    failures: int = 5
    within: int = 120
    rest: int = 60
    trial: int = 90

    def key(self, part: str) -> str:
        """Where a part of the state is kept: `open`, `tripped`, `trying`, `failures`."""
        return f"{self.name}:{part}"

    def is_open(self) -> bool:
        """Whether nobody asks at the moment."""
        return bool(cache.get(self.key("open")))

    def is_tripped(self) -> bool:
        """Whether it opened and nothing went well since."""
        return bool(cache.get(self.key("tripped")))

    def lets_pass(self) -> bool:
        """Whether one may ask now; after a rest only one process at a time may, until it went well."""
        if self.is_open():
            return False
        return not self.is_tripped() or bool(cache.add(self.key("trying"), 1, self.trial))

    def succeeded(self) -> None:
        """Forget what failed before."""
        cache.delete_many([self.key(part) for part in ("open", "tripped", "trying", "failures")])

    def failed(self) -> bool:
        """Count a failure; the last straw, or the failed trial after a rest, opens the breaker.

        True when it was well until now.
        """
        count = self.key("failures")
        cache.add(count, 0, self.within)
        try:
            number = cache.incr(count) or 0
        except ValueError:  # the window ended this moment
            number = 1
        was_tripped = self.is_tripped()
        if number < self.failures and not was_tripped:
            return False
        cache.set(self.key("open"), 1, self.rest)
        cache.set(self.key("tripped"), 1, REMEMBERED)
        cache.delete_many([self.key("trying"), count])
        return not was_tripped
