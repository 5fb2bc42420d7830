"""One statement for a set of figures: kept days, the days that are not kept yet, and what there is in all."""

from collections import defaultdict
from datetime import timedelta

from django.db import connection
from django.utils import timezone

from insights.aggregates import VISITS
from insights.days import START_OF
from polibat.api.filters import moments_of_days

ALWAYS = "'-infinity'"
NOT_KEPT = "coalesce((SELECT (day + 1)::timestamp AT TIME ZONE 'Asia/Seoul' FROM closed), '-infinity'::timestamptz)"


class Sums:
    """Counts of a subject by stretch and dimension, and the totals up to now."""

    def __init__(self, subject, rows):
        self.subject = subject
        width = 1 + len(subject.keys)
        # By the first day of each stretch; the totals are those of None.
        self.stretches = defaultdict(list)
        for row in rows:
            self.stretches[row[0]].append((row[1:width], dict(zip(subject.counts, row[width:], strict=True))))

    def now(self, *counts, of=None):
        """How many there are in all, of the dimension's values `of` (None: of all)."""
        return self._sum([None], counts, of)

    def during(self, *counts, of=None):
        """How many there were in all the stretches that were asked for."""
        return self._sum([first for first in self.stretches if first is not None], counts, of)

    def line(self, *counts, stretches, of=None):
        """How many there were in each stretch."""
        return [self._sum([first], counts, of) for first in stretches.firsts]

    def standing(self, *counts, stretches, of=None):
        """How many there were in all at the end of each stretch (of the current one: now)."""
        left, found = self.now(*counts, of=of), []
        for number in reversed(self.line(*counts, stretches=stretches, of=of)):
            found.append(left)
            left -= number
        return found[::-1]

    def _sum(self, firsts, counts, of):
        return sum(
            values[count]
            for first in firsts
            for key, values in self.stretches.get(first, ())
            if of is None or key in of
            for count in counts
        )


def sums_since(subject, first, *, last=None, unit=None):
    """The sums of a subject from the day `first` (to `last`), by stretches of `unit` or in one; one statement."""
    today = timezone.localdate()
    keys, counts = ", ".join(subject.keys), ", ".join(subject.counts)
    with_total = {count: total for total, count in subject.totals.items()}
    totals = ", ".join(
        f"{with_total[name]} AS {name}" if name in with_total else f"0 AS {name}" for name in subject.counts
    )
    summed = ", ".join(f"sum({name})::bigint AS {name}" for name in subject.counts)
    start = START_OF[unit] if unit else "%(first)s::date"
    statement = f"""
        WITH closed AS (SELECT max(day) AS day FROM insights_memberstatistic),
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
    _, until = moments_of_days(None, today)
    with connection.cursor() as cursor:
        cursor.execute(
            statement, {"first": first, "last": last or today, "until": until, "tomorrow": today + timedelta(days=1)}
        )
        return Sums(subject, cursor.fetchall())


def _live(subject):
    """What happened after the last kept day; visitors are counted as they come, everything else is counted now.

    The end bounds the range too, without which the database would expect a third of the table.
    """
    if subject is VISITS:
        keys, counts = ", ".join(subject.keys), ", ".join(subject.counts)
        return (
            f"SELECT day, {keys}, {counts} FROM {subject.table} "  # noqa: S608 - our own names
            f"WHERE day > coalesce((SELECT day FROM closed), {ALWAYS}::date) AND day < %(tomorrow)s"
        )
    return subject.between(NOT_KEPT, "%(until)s")
