"""Since when members have to have agreed anew: cached in each process, so that asking on every request costs nothing.

The database is the truth. A version is published before it takes effect, so a process that looks again every half
minute knows it in time, whatever happens to Redis or to other processes.
"""

import math
import time
from datetime import datetime
from itertools import groupby
from typing import NamedTuple, Protocol

from django.utils import timezone

from policies.models import PolicyTemplate, PolicyVersion
from policies.models.effective_periods import stretches

CACHE_SECONDS = 30
TARGETS = PolicyTemplate.Target


class Change(NamedTuple):
    """A date of effect that asks for an agreement while its document is in force: from `since` until `until`."""

    moment: datetime
    since: datetime
    until: datetime | None
    target: str


class Announced(Protocol):
    """What the schedule reads of a version."""

    effective_at: datetime
    ends_at: datetime | None
    stopped_at: datetime | None
    is_mandatory: bool
    template__target: str


_cached: tuple[float, tuple[Change, ...]] = (-math.inf, ())


def asked_since(*, is_politician: bool) -> datetime | None:
    """The date of effect of the newest change that such a member has to agree to; None before the first one."""
    until, changes = _cached
    if until < time.monotonic():
        changes = load()
        fill_cache(changes)
    now, other = timezone.now(), TARGETS.NORMAL if is_politician else TARGETS.POLITICIANS
    return next((one.moment for one in changes if _asks(one, now) and one.target != other), None)


def _asks(change: Change, now: datetime) -> bool:
    return change.since <= now and (change.until is None or now < change.until)


def load() -> tuple[Change, ...]:
    """Read the changes that need agreement, those ahead among them, the newest first.

    Where nothing is in force (any more) nothing can be agreed to, and nobody may be kept from writing.
    """
    announced = PolicyVersion.objects.announced().filter(template__is_mandatory=True)
    columns = ("effective_at", "ends_at", "stopped_at", "is_mandatory", "template__target", "template_id")
    rows = announced.order_by("template_id", "effective_at").values_list(*columns, named=True)
    changes = []
    for _template, group in groupby(rows, key=lambda row: row.template_id):
        changes += _changes(list(group))
    return tuple(sorted(changes, key=lambda change: change.moment, reverse=True))


def _changes(versions: list[Announced]) -> list[Change]:
    """What the versions of one document ask for, once for each time in which the document is in force."""
    mandatory = [version for version in versions if version.is_mandatory]
    return [
        Change(version.effective_at, max(start, version.effective_at), end, version.template__target)
        for start, end in stretches(versions)
        for version in mandatory
        if end is None or version.effective_at < end
    ]


def fill_cache(changes: tuple[Change, ...], *, seconds: float = CACHE_SECONDS) -> None:
    """Answer from `changes` for a while."""
    global _cached  # noqa: PLW0603 - one tuple a process, replaced as a whole
    _cached = (time.monotonic() + seconds, changes)


def clear_cache() -> None:
    """Look again at the next question."""
    fill_cache((), seconds=-math.inf)
