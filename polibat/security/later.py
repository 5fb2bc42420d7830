"""Refusals that hold for now alone, and that know after how many seconds to try again."""

import psycopg
from django.core.exceptions import ValidationError
from django.db import OperationalError

BUSY = "지금 이용이 몰려 처리하지 못했습니다. 잠시 후 다시 시도해 주세요."
# Somebody else held the row for longer than we wait, or the statement was ended for its length.
CONTENTION = (
    psycopg.errors.LockNotAvailable,
    psycopg.errors.QueryCanceled,
    psycopg.errors.DeadlockDetected,
    psycopg.errors.SerializationFailure,
)


class Later(ValidationError):
    """Not now: the seconds to wait (`wait`), and the HTTP status that says so."""

    status = 503

    def __init__(self, message: str, *, wait: float, code: str) -> None:
        self.wait = max(1, int(wait))
        super().__init__(message, code=code)


class Busy(Later):
    """The site has too much to do at this moment; nothing was done, and what was typed can be sent again."""

    RETRY_SECONDS = 5

    def __init__(self) -> None:
        super().__init__(BUSY, wait=self.RETRY_SECONDS, code="busy")


def is_contention(error: OperationalError) -> bool:
    """Whether PostgreSQL is there and gave up waiting for others, so that trying again will do."""
    return isinstance(error.__cause__, CONTENTION)
