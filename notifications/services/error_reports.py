"""System errors on their way to the staff channel: counted by kind in Redis, told by the worker.

One card a kind and ten minutes, with how often it happened, whichever process it happened in. Whatever logs an error
must not suffer from this: the handler raises nothing, and a Redis that is away is left alone for a while. Until it is
back, the database sees to it that a kind is told once in ten minutes; counts are then those of one process.
"""

import contextvars
import hashlib
import logging
import time
from collections import Counter

from django.conf import settings
from django.db import transaction
from django_redis import get_redis_connection
from redis.exceptions import RedisError

from notifications.services.notifications import tell_staff_channel
from polibat.cache.write_behind import WriteBehindBuffer
from polibat.web.error_fingerprint import error_fingerprint

WINDOW = 600
MOST_KINDS = 50
OTHERS = "그 밖의 오류"
QUIET_SECONDS = 30
# Strangers can make these happen at will, or they have a card of their own; a card that cannot be sent needs no card.
LEFT_OUT = ("django.security", "notifications.services.mail_sender")
LEFT_OUT_KINDS = ("TeamsRefused",)

# A new kind beyond the fiftieth is one of the others: whoever can make up kinds cannot fill Redis.
COUNT = """
local kind = ARGV[1]
if redis.call('HEXISTS', KEYS[1], kind) == 0 and redis.call('HLEN', KEYS[1]) >= tonumber(ARGV[3]) then
    kind = ARGV[4]
end
return redis.call('HINCRBY', KEYS[1], kind, ARGV[2])
"""
# In one step: what was not told within the window becomes the batch, named so that it is told once after a crash, too.
TAKE = """
if redis.call('EXISTS', KEYS[2]) == 0 then
    local rows = redis.call('HGETALL', KEYS[1])
    for at = 1, #rows, 2 do
        local kind = rows[at]
        if redis.call('SET', ARGV[3] .. ':told:' .. kind, 1, 'NX', 'EX', ARGV[4]) then
            local again = ARGV[3] .. ':again:' .. kind
            redis.call('HSET', KEYS[2], kind, rows[at + 1] .. ':' .. redis.call('EXISTS', again))
            redis.call('SET', again, 1, 'EX', 3 * ARGV[4])
            redis.call('HDEL', KEYS[1], kind)
            redis.call('HSET', KEYS[2], ARGV[1], ARGV[2])
        end
    end
end
return redis.call('HGETALL', KEYS[2])
"""

faults = WriteBehindBuffer("faults", take=TAKE)
_is_counting = contextvars.ContextVar("is_counting", default=False)


class _Alone:
    """What this process knows while Redis is away."""

    def __init__(self) -> None:
        self.quiet_until, self.untold, self.told = 0.0, Counter(), {}


alone = _Alone()


def note_error(record: logging.LogRecord) -> None:
    """Count an error that was logged, of a request or a job; silent without a webhook.

    Raises nothing: whatever goes wrong over it is nobody's trouble.
    """
    if not settings.TEAMS_WEBHOOK_URL or _is_counting.get() or record.name.startswith(LEFT_OUT):
        return
    token = _is_counting.set(True)
    try:
        kind = _kind_of(record)
        if not kind.startswith(LEFT_OUT_KINDS):
            count_error(kind)
    except Exception:  # noqa: BLE001, S110 - the error itself is in the log already
        pass
    finally:
        _is_counting.reset(token)


def _kind_of(record: logging.LogRecord) -> str:
    """The kind of a logged error, with the name of the job it ended."""
    error = record.exc_info[1] if isinstance(record.exc_info, tuple) else None
    status = getattr(record, "status_code", "")
    kind = error_fingerprint(error) if error else f"{record.name} {status}".strip()
    job = getattr(record, "job", None)
    return f"{kind} · 작업 {job['task_name']}" if isinstance(job, dict) and "task_name" in job else kind


def count_error(kind: str) -> None:
    """Count one error of a kind for all processes."""
    if alone.quiet_until <= time.monotonic():
        try:
            get_redis_connection("limits").eval(COUNT, 1, faults.pending, kind, 1, MOST_KINDS, OTHERS)
        except RedisError:
            alone.quiet_until = time.monotonic() + QUIET_SECONDS
        else:
            return
    if len(alone.untold) >= MOST_KINDS and kind not in alone.untold:
        kind = OTHERS
    alone.untold[kind] += 1
    _tell_alone(kind)


def report_errors() -> int:
    """Queue a card for each kind that was not told within the window; how many kinds."""
    for kind in list(alone.untold):
        _tell_alone(kind)
    with faults.taken(faults.prefix, WINDOW) as batch, transaction.atomic():
        for kind, value in batch.fields.items():
            number, _, again = value.partition(":")
            _tell(kind, number, is_again=again == "1", event=batch.name)
    return len(batch.fields)


def _tell_alone(kind: str) -> None:
    """Tell of a kind without Redis: once a window, for which the database answers, whoever else tells of it."""
    window = int(time.time()) // WINDOW
    if alone.told.get(kind) == window:
        return
    alone.told = {known: told for known, told in alone.told.items() if told == window} | {kind: window}
    number = alone.untold.pop(kind, 0)
    if not number:
        return  # another thread was faster
    try:
        _tell(kind, number, is_again=False, event=str(window))
    except Exception:
        # Where nothing can be asked of the database now; the worker's next look tells it.
        alone.told.pop(kind, None)
        alone.untold[kind] += number
        raise


def _tell(kind: str, number: int | str, *, is_again: bool, event: str) -> None:
    words = "지난 알림 뒤" if is_again else "횟수"
    digest = hashlib.sha256(kind.encode()).hexdigest()[:16]
    facts = [("종류", kind), (words, f"{number}회 더" if is_again else f"{number}회")]
    tell_staff_channel("시스템 오류", facts=facts, event=f"fault:{event}:{digest}")
