"""One statement for a set of figures: kept days, the days that are not kept yet, and what there is in all."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from typing import Any

from django.core.cache import cache
from django.utils import timezone
from psycopg.types.json import Jsonb

from insights.queries.periods import START_OF, Stretches
from insights.queries.subjects import POSTS, SUBJECTS, VISITS, Subject
from polibat.cache.statements import fetch_all, fetch_all_prepared
from polibat.days import moments_of_days, start_of

ALWAYS = "'-infinity'"
NOT_KEPT = "coalesce((SELECT (day + 1)::timestamp AT TIME ZONE 'Asia/Seoul' FROM closed), '-infinity'::timestamptz)"
CLOSED = "SELECT max(day) AS day FROM insights_memberstatistic"
# What is written today is counted anew after so many seconds: on a busy day there are tens of thousands of texts.
LIVE_CACHE_SECONDS = 5


class Sums:
    """Counts of a subject by stretch and dimension, and the totals up to now."""

    def __init__(self, subject: Subject, rows: Iterable[tuple]) -> None:
        self.subject = subject
        width = 1 + len(subject.keys)
        # By the first day of each stretch; the totals are those of None.
        self.stretches = defaultdict(list)
        for row in rows:
            self.stretches[row[0]].append((row[1:width], dict(zip(subject.counts, row[width:], strict=True))))

    def now(self, *counts: str, of: set[tuple] | None = None) -> int:
        """How many there are in all, of the dimension's values `of` (None: of all)."""
        return self._sum([None], counts, of)

    def during(self, *counts: str, of: set[tuple] | None = None) -> int:
        """How many there were in all the stretches that were asked for."""
        return self._sum([first for first in self.stretches if first is not None], counts, of)

    def line(self, *counts: str, stretches: Stretches, of: set[tuple] | None = None) -> list[int]:
        """How many there were in each stretch."""
        return [self._sum([first], counts, of) for first in stretches.firsts]

    def standing(self, *counts: str, stretches: Stretches, of: set[tuple] | None = None) -> list[int]:
        """How many there were in all at the end of each stretch (of the current one: now)."""
        left, found = self.now(*counts, of=of), []
        for number in reversed(self.line(*counts, stretches=stretches, of=of)):
            found.append(left)
            left -= number
        return found[::-1]

    def _sum(self, firsts: Iterable[date | None], counts: Sequence[str], of: set[tuple] | None) -> int:
        return sum(
            values[count]
            for first in firsts
            for key, values in self.stretches.get(first, ())
            if of is None or key in of
            for count in counts
        )


def sums_since(subject: Subject, first: date, *, last: date | None = None, unit: str | None = None) -> Sums:
    """The sums of a subject from the day `first` (to `last`), by stretches of `unit` or in one.

    One statement; of texts another one every few seconds, which counts what is not kept yet.
    """
    today = timezone.localdate()
    given: dict[str, object] = {"first": first, "last": last or today}
    if subject is POSTS:
        closed, live = _live_texts(today)
        given |= {"closed": closed, "live": Jsonb(live)}
    elif subject is VISITS:
        given["tomorrow"] = today + timedelta(days=1)
    else:
        given["until"] = start_of(today + timedelta(days=1))
    return Sums(subject, fetch_all_prepared(STATEMENTS[subject.table, unit], given))


def _live_texts(today: date) -> tuple[date | None, list[dict[str, Any]]]:
    """The last kept day, and what was written and decided since, from a few seconds ago at most."""
    key, live = f"figures-live:{today}", None
    if LIVE_CACHE_SECONDS:
        live = cache.get(key)
    if live is None:
        live = _count_live_texts(today)
        if LIVE_CACHE_SECONDS:
            cache.set(key, live, LIVE_CACHE_SECONDS)
    return live


def _count_live_texts(today: date) -> tuple[date | None, list[dict[str, Any]]]:
    """The same, counted. Not prepared: which plan is good depends on how much is not kept."""
    _, until = moments_of_days(None, today)
    names = ["day", *POSTS.keys, *POSTS.counts]
    rows = fetch_all(LIVE_TEXTS, {"until": until})
    found = [dict(zip(names, [row[1].isoformat(), *row[2:]], strict=True)) for row in rows if row[1]]
    return rows[0][0], found


def _statement(subject: Subject, unit: str | None) -> str:
    keys, counts = ", ".join(subject.keys), ", ".join(subject.counts)
    with_total = {count: total for total, count in subject.totals.items()}
    totals = ", ".join(
        f"{with_total[name]} AS {name}" if name in with_total else f"0 AS {name}" for name in subject.counts
    )
    summed = ", ".join(f"sum({name})::bigint AS {name}" for name in subject.counts)
    start = START_OF[unit] if unit else "%(first)s::date"
    closed = "SELECT %(closed)s::date AS day" if subject is POSTS else CLOSED
    return f"""
        WITH closed AS ({closed}),
        live AS MATERIALIZED ({_live(subject)}),
        every AS (
            SELECT day, {keys}, {counts} FROM {subject.table}
            WHERE day >= %(first)s AND day <= (SELECT day FROM closed)
            UNION ALL SELECT day, {keys}, {counts} FROM live WHERE day >= %(first)s
        ),
        totals AS (
            SELECT {keys}, {totals} FROM {subject.table} WHERE day = (SELECT day FROM closed)
            UNION ALL SELECT {keys}, {counts} FROM live
        )
        SELECT {start} AS first, {keys}, {summed} FROM every WHERE day <= %(last)s GROUP BY 1, {keys}
        UNION ALL
        SELECT NULL, {keys}, {summed} FROM totals GROUP BY {keys}
    """  # noqa: S608 - our own names


def _live(subject: Subject) -> str:
    """What happened after the last kept day; visitors are counted as they come, texts are handed in.

    The end bounds the range too, without which the database would expect a third of the table.
    """
    keys, counts = ", ".join(subject.keys), ", ".join(subject.counts)
    if subject is VISITS:
        return (
            f"SELECT day, {keys}, {counts} FROM {subject.table} "  # noqa: S608 - our own names
            f"WHERE day > coalesce((SELECT day FROM closed), {ALWAYS}::date) AND day < %(tomorrow)s"
        )
    if subject is POSTS:
        columns = ", ".join([f"{key} text" for key in subject.keys] + [f"{count} bigint" for count in subject.counts])
        return f"SELECT * FROM jsonb_to_recordset(%(live)s) AS given (day date, {columns})"  # noqa: S608 - the same
    return subject.between(NOT_KEPT, "%(until)s")


STATEMENTS = {(subject.table, unit): _statement(subject, unit) for subject in SUBJECTS for unit in (None, *START_OF)}
LIVE_TEXTS = f"""
    WITH closed AS ({CLOSED})
    SELECT closed.day, live.* FROM closed LEFT JOIN ({POSTS.between(NOT_KEPT, "%(until)s")}) AS live ON true
"""  # noqa: S608 - our own names
