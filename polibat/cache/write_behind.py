"""Write-behind buffers: numbers that gather in Redis and are brought into PostgreSQL by a job, a batch at a time."""

import logging
import uuid
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any, NamedTuple

from django.conf import settings
from django.db import transaction
from django.db.models import Model
from django.http import HttpRequest
from django.utils import timezone
from django_redis import get_redis_connection
from redis.exceptions import RedisError

from polibat.models import LimitWindow
from polibat.web.client import is_robot, visitor_of

logger = logging.getLogger(__name__)

# What a visitor does again within this counts once (spec B23, C11, D10).
ONCE_SECONDS = 30 * 60
BATCH_NAME = "#batch"

# A batch is named while it is made, so that whoever finds it after a crash knows whether it was brought in.
TAKE = """
if redis.call('EXISTS', KEYS[2]) == 0 and redis.call('EXISTS', KEYS[1]) == 1 then
    redis.call('RENAME', KEYS[1], KEYS[2])
    redis.call('HSET', KEYS[2], ARGV[1], ARGV[2])
end
return redis.call('HGETALL', KEYS[2])
"""
# By then the batch may be another one, taken by somebody who flushed meanwhile.
DROP = """
if redis.call('HGET', KEYS[1], ARGV[1]) == ARGV[2] then redis.call('DEL', KEYS[1]) end
"""
# In one step: count each, unless this visitor was counted for it lately or is not counted; how many wait by then.
COUNT = """
local waiting = {}
for at = 3, #KEYS do
    local key = ARGV[at]
    if ARGV[2] == '1' and redis.call('SET', KEYS[at], 1, 'NX', 'EX', ARGV[1]) then
        redis.call('HINCRBY', KEYS[1], key, 1)
    end
    waiting[at - 2] = (redis.call('HGET', KEYS[1], key) or 0) + (redis.call('HGET', KEYS[2], key) or 0)
end
return waiting
"""


class Batch(NamedTuple):
    """What was taken out of a buffer at once: its name, "" where nothing waited, and its fields."""

    name: str
    fields: dict[str, str]


class WriteBehindBuffer:
    """A hash in Redis whose fields wait under `pending`, and under `batch` while they are brought into the database."""

    def __init__(self, name: str, *, take: str = TAKE) -> None:
        """Keep under which name; `take` is the script that makes a named batch of what waits."""
        self.name = name
        self.prefix = f"{settings.CACHE_PREFIX}:{name}"
        self.pending, self.batch = f"{self.prefix}:pending", f"{self.prefix}:batch"
        self._take = take

    @contextmanager
    def taken(self, *arguments: str | int) -> Iterator[Batch]:
        """Give the batch that is due, and let it leave Redis once the block has ended without an error.

        One that was stored and could not leave is found again, under the same name: storing it twice must do nothing.
        Raises RedisError while Redis is away.
        """
        redis = get_redis_connection("limits")
        answer = redis.eval(self._take, 2, self.pending, self.batch, BATCH_NAME, uuid.uuid4().hex, *arguments)
        fields = {key.decode(): value.decode() for key, value in zip(answer[::2], answer[1::2], strict=True)}
        name = fields.pop(BATCH_NAME, "")
        yield Batch(name, fields)
        if name:
            redis.eval(DROP, 1, self.batch, BATCH_NAME, name)


def is_counted(request: HttpRequest) -> bool:
    """Whether what this request does counts: no robot, no look at the headers alone, no fetching in advance."""
    purpose = request.headers.get("Sec-Purpose", "") + request.headers.get("Purpose", "")
    return request.method in {"GET", "POST"} and "prefetch" not in purpose and not is_robot(request)


class VisitorCounter(WriteBehindBuffer):
    """Counts what visitors do by keys, each visitor once a key in 30 minutes.

    Visitors go by a name that leads back to nobody, and it is forgotten with its half hour. While Redis is away the
    database counts at once.
    """

    def __init__(self, name: str, *, flushes: type[Model], add: Callable[[dict[str, int]], None]) -> None:
        """Keep how numbers by key are added to their rows.

        `flushes` is the model whose one row names the last batch that was added, in the same transaction.
        """
        super().__init__(name)
        self._flushes: Any = flushes
        self._add = add

    def count(self, request: HttpRequest, *keys: str) -> list[int]:
        """Count what this visitor did; how many of each key wait for the database, those of everybody."""
        visitor, counts = visitor_of(request), is_counted(request)
        try:
            redis = get_redis_connection("limits")
            names = [self.pending, self.batch, *(f"{self.prefix}:seen:{key}:{visitor}" for key in keys)]
            return redis.eval(COUNT, len(names), *names, ONCE_SECONDS, int(counts), *keys)
        except RedisError:
            logger.warning("counted in the database while Redis is away", extra={"counter": self.name})
            if counts:
                self._count_in_database(visitor, keys)
            return [0] * len(keys)

    def _count_in_database(self, visitor: str, keys: Sequence[str]) -> None:
        now = timezone.now()
        fresh = {}
        for key in keys:
            count, _ = LimitWindow.objects.used(f"{self.name}:{key}:{visitor}", per=ONCE_SECONDS, spend=True, at=now)
            if count == 1:
                fresh[key] = 1
        if fresh:
            with transaction.atomic():
                self._add(fresh)

    def flush(self) -> int:
        """Bring what waits into the database; the sum of the numbers. Raises RedisError while Redis is away."""
        with self.taken() as batch:
            numbers = {key: int(number) for key, number in batch.fields.items()}
            if batch.name:
                self._store(batch.name, numbers)
        return sum(numbers.values())

    @transaction.atomic
    def _store(self, name: str, numbers: dict[str, int]) -> None:
        """Add the numbers of a batch, unless it is the one that was added last."""
        last, _ = self._flushes.objects.select_for_update().get_or_create(pk=1)
        if last.batch != name:
            self._add(numbers)
            last.batch = name
            last.save()
