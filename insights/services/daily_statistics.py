"""The figures of days that are over, kept and proven: only these verbs write the daily statistics."""

from datetime import date, timedelta

from django.db import connection, transaction
from django.utils import timezone

from insights.models import MemberStatistic
from insights.queries.subjects import (
    KINDS,
    MEMBERS,
    STANDING,
    SUBJECTS,
    Subject,
    closed_day,
    counted,
    first_day,
    running_totals,
)
from polibat.days import start_of

# A transaction may begin before midnight and end after the day was closed: the job looks at so many days again.
LOOKED_AT_AGAIN = timedelta(days=2)


def lock(*subjects: Subject) -> None:
    """Let nobody else write these kept figures until the transaction ends; reading goes on."""
    with connection.cursor() as cursor:
        tables = ", ".join(subject.table for subject in subjects)
        cursor.execute(f"LOCK TABLE {tables} IN SHARE ROW EXCLUSIVE MODE")


@transaction.atomic
def close_days(first: date | None = None, last: date | None = None) -> list[date]:
    """Count the days from `first` to `last` anew and keep the figures; the days that were counted.

    Without `first`: from two days before the last kept one on, or from the first day of all. Never a day that is not
    over, and never one that leaves a gap. Can be repeated: the same rows give the same figures.
    """
    lock(*SUBJECTS)
    first, last = _days(first, last)
    if first is None or first > last:
        return []
    for subject in SUBJECTS:
        _keep(subject, first, last)
        add_up(subject)
    return [first + timedelta(days=number) for number in range((last - first).days + 1)]


def _days(first: date | None, last: date | None) -> tuple[date, date]:
    yesterday = timezone.localdate() - timedelta(days=1)
    last = min(last or yesterday, yesterday)
    kept = closed_day()
    if kept is None:
        earliest = first_day()
        return min(first or earliest or last, earliest or last), last
    return min(first or kept - LOOKED_AT_AGAIN, kept + timedelta(days=1)), last


def _keep(subject: Subject, first: date, last: date) -> None:
    keys, counts = ", ".join(subject.keys), ", ".join(subject.counts)
    zeros = ", ".join("0" for _ in subject.totals)
    changes = ", ".join(f"{name} = excluded.{name}" for name in subject.counts)
    kept = ", ".join(f"kept.{name}" for name in subject.counts)
    found = ", ".join(f"excluded.{name}" for name in subject.counts)
    with connection.cursor() as cursor:
        cursor.execute(
            f"""
            INSERT INTO {subject.table} AS kept (day, {keys}, {counts}, {", ".join(subject.totals)})
            SELECT day, {keys}, {counts}, {zeros} FROM ({counted(subject, first, last)}) AS counted
            ON CONFLICT (day, {keys}) DO UPDATE SET {changes} WHERE ({kept}) IS DISTINCT FROM ({found})
            """  # noqa: S608 - our own names
        )


def add_up(subject: Subject) -> None:
    """Bring the totals of all kept days in line with their counts."""
    changes = ", ".join(f"{total} = running.{total}" for total in subject.totals)
    wrong = " OR ".join(f"kept.{total} <> running.{total}" for total in subject.totals)
    with connection.cursor() as cursor:
        cursor.execute(
            f"UPDATE {subject.table} AS kept SET {changes} FROM ({running_totals(subject)}) AS running "  # noqa: S608 - our own
            f"WHERE running.id = kept.id AND ({wrong})"
        )


@transaction.atomic
def prove(first: date | None = None, last: date | None = None) -> list[tuple[str, int]]:
    """The name of each kind of figures and how many kept rows differ from the truth; totals against members too."""
    lock(*SUBJECTS)
    kept = closed_day()
    if kept is None:
        return []
    earliest = MemberStatistic.objects.earliest("day").day
    first, last = max(first or earliest, earliest), min(last or kept, kept)
    found = [(f"{subject.name} 일별", _differing(subject, first, last)) for subject in SUBJECTS]
    found += [(f"{subject.name} 누적", _wrong_totals(subject)) for subject in SUBJECTS]
    return [*found, ("회원 누적과 회원 목록", _missing_members(kept))]


def _differing(subject: Subject, first: date, last: date) -> int:
    keys = ", ".join(subject.keys)
    wrong = " OR ".join(f"kept.{name} IS DISTINCT FROM right_.{name}" for name in subject.counts)
    return _number(
        f"SELECT count(*) FROM ({counted(subject, first, last)}) AS right_ "  # noqa: S608 - our own names
        f"LEFT JOIN {subject.table} AS kept USING (day, {keys}) WHERE {wrong}"
    )


def _wrong_totals(subject: Subject) -> int:
    wrong = " OR ".join(f"kept.{total} <> running.{total}" for total in subject.totals)
    closed = "AND kept.day <= (SELECT max(day) FROM insights_memberstatistic)"
    return _number(
        f"SELECT count(*) FROM {subject.table} AS kept JOIN ({running_totals(subject)}) AS running USING (id) "  # noqa: S608
        f"WHERE ({wrong}) {closed}"
    )


def _missing_members(kept: date) -> int:
    """By how many members the kept totals and what came after differ from the members that there are."""
    since = start_of(kept + timedelta(days=1))
    later = MEMBERS.between(f"'{since.isoformat()}'::timestamptz", "'infinity'::timestamptz")
    return _number(
        f"""
        SELECT coalesce(sum(abs(coalesce(listed, 0) - coalesce(known, 0))), 0) FROM (
            SELECT kind, count(*) AS listed FROM accounts_member
            WHERE kind IN {KINDS} AND status IN {STANDING} GROUP BY 1
        ) AS member FULL JOIN (
            SELECT kind, sum(change) AS known FROM (
                SELECT kind, total AS change FROM insights_memberstatistic WHERE day = '{kept}'
                UNION ALL SELECT kind, change FROM ({later}) AS later
            ) AS every GROUP BY 1
        ) AS figure USING (kind)
        """  # noqa: S608 - our own names
    )


def _number(statement: str) -> int:
    with connection.cursor() as cursor:
        cursor.execute(statement)
        return int(cursor.fetchone()[0])
