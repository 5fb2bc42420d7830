"""Numbers that wait in Redis and are brought into PostgreSQL in batches: taking one, and dropping it afterwards."""

import uuid

from django.db import transaction
from django_redis import get_redis_connection

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

# In one step: count the event unless this visitor was counted for it lately.
COUNT_ONCE = """
if redis.call('SET', KEYS[1], 1, 'NX', 'EX', ARGV[2]) then return redis.call('HINCRBY', KEYS[2], ARGV[1], 1) end
return 0
"""


def flush(pending, batch, *, flushes, store):
    """Bring the numbers that wait under the key `pending` into the database by `store(numbers)`; their sum.

    A batch leaves Redis after it is stored. One whose storing succeeded and whose leaving failed is recognised by its
    name, which is stored in the same transaction in the one row of the model `flushes`.
    """
    redis = get_redis_connection("limits")
    answer = redis.eval(TAKE, 2, pending, batch, BATCH_NAME, uuid.uuid4().hex)
    taken = {key.decode(): value.decode() for key, value in zip(answer[::2], answer[1::2], strict=True)}
    if not taken:
        return 0
    name = taken.pop(BATCH_NAME)
    numbers = {key: int(number) for key, number in taken.items()}
    with transaction.atomic():
        last, _ = flushes.objects.select_for_update().get_or_create(pk=1)
        if last.batch != name:
            store(numbers)
            last.batch = name
            last.save()
    redis.eval(DROP, 1, batch, BATCH_NAME, name)
    return sum(numbers.values())
