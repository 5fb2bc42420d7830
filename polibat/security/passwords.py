"""How passwords are hashed: dear to whoever guesses, and never so dear that log-ins stop everybody else."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager

from django.conf import settings
from django.contrib.auth.hashers import Argon2PasswordHasher

from polibat.security.later import Busy

# Hashes at once in one process; the other threads go on serving pages.
AT_ONCE = 2
_places = threading.BoundedSemaphore(AT_ONCE)


@contextmanager
def _place() -> Iterator[None]:
    """A place among those who hash; raises Busy when none becomes free in time."""
    if not _places.acquire(timeout=settings.PASSWORD_PATIENCE):
        raise Busy
    try:
        yield
    finally:
        _places.release()


class PasswordHasher(Argon2PasswordHasher):
    """Argon2id with the parameters that OWASP names: 19 MiB, two passes, one lane.

    A hash of other parameters stays valid and is replaced at the next log-in.
    """

    memory_cost = 19 * 1024
    time_cost = 2
    parallelism = 1

    def encode(self, password: str, salt: str) -> str:
        """Hash a password; raises Busy."""
        with _place():
            return super().encode(password, salt)

    def verify(self, password: str, encoded: str) -> bool:
        """Whether a password belongs to a hash; raises Busy."""
        with _place():
            return super().verify(password, encoded)
