"""What happened on each day, counted from the rows themselves; kept for days that are over, and proven."""

from dataclasses import dataclass
from datetime import date, timedelta
from itertools import product

from django.db import connection, transaction
from django.utils import timezone

from insights.models import BoardStatistic, MemberStatistic, Visit
from polibat.api.filters import moments_of_days

ZONE = "Asia/Seoul"
# Visits themselves are kept so long; what was counted of them stays.
VISITS_KEPT = timedelta(days=60)
# A transaction may begin before midnight and end after the day was closed: the job looks at so many days again.
LOOKED_AT_AGAIN = timedelta(days=2)


@dataclass(frozen=True)
class Subject:
    """One kind of figures: where it is kept, its dimension with all values, its counts, and totals of some of them.

    `events` counts rows between two moments (or days) by day and dimension; two statements are made of it: what is
    kept, and what is not kept yet.
    """

    name: str
    table: str
    keys: tuple
    members: tuple
    counts: tuple
    totals: dict
    events: str

    def between(self, since, until):
        """The statement that counts the events from `since` to before `until` (pieces of SQL)."""
        return self.events.replace("{since}", since).replace("{until}", until)


def _day_of(column):
    return f"({column} AT TIME ZONE '{ZONE}')::date"


def _when(column):
    return f"{column} >= {{since}} AND {column} < {{until}}"


def _post_of(key):
    """The post of an event, looked up by its key: a plain join becomes a walk through all posts on a busy day."""
    return f"CROSS JOIN LATERAL (SELECT board FROM boards_post WHERE id = {key} LIMIT 1) AS post"  # noqa: S608


STANDING = "('APPROVED', 'PENDING', 'SUSPENDED')"
BOARDS = "('FREE', 'POLITICIAN', 'VOTE')"

MEMBERS = Subject(
    name="회원",
    table="insights_memberstatistic",
    keys=("kind",),
    members=tuple((kind.value,) for kind in MemberStatistic.KINDS),
    counts=("joined", "withdrawn", "suspended", "banned", "change"),
    totals={"total": "change"},
    events=f"""
        SELECT {_day_of("status.created_at")} AS day, member.kind,
            count(*) FILTER (WHERE status.before = '') AS joined,
            count(*) FILTER (WHERE status.after = 'WITHDRAWN') AS withdrawn,
            count(*) FILTER (WHERE status.after = 'SUSPENDED') AS suspended,
            count(*) FILTER (WHERE status.after = 'BANNED') AS banned,
            count(*) FILTER (WHERE status.after IN {STANDING})
                - count(*) FILTER (WHERE status.before IN {STANDING}) AS change
        FROM accounts_statuschange AS status JOIN accounts_member AS member ON member.id = status.member_id
        WHERE {_when("status.created_at")} AND member.kind <> 'ADMIN' GROUP BY 1, 2
    """,  # noqa: S608 - our own names
)

WRITTEN = ("posts", "comments", "reported_posts", "reported_comments")
DECIDED = ("hidden_posts", "hidden_comments", "deleted_posts", "deleted_comments")
_BY_EVENT = ", ".join(f"count(*) FILTER (WHERE what = '{what}') AS {what}" for what in WRITTEN + DECIDED)
POSTS = Subject(
    name="게시판",
    table="insights_boardstatistic",
    keys=("board",),
    members=tuple((board.value,) for board in BoardStatistic.BOARDS),
    counts=WRITTEN + DECIDED,
    totals={"total_posts": "posts", "total_comments": "comments"},
    events=f"""
        SELECT day, board, {_BY_EVENT}
        FROM (
            SELECT {_day_of("post.published_at")} AS day, post.board, 'posts' AS what
            FROM boards_post AS post WHERE post.board IN {BOARDS} AND {_when("post.published_at")}
            UNION ALL
            SELECT {_day_of("comment.created_at")}, post.board, 'comments'
            FROM boards_comment AS comment {_post_of("comment.post_id")}
            WHERE {_when("comment.created_at")}
            UNION ALL
            SELECT {_day_of("report.created_at")}, post.board,
                CASE WHEN report.comment_id IS NULL THEN 'reported_posts' ELSE 'reported_comments' END
            FROM moderation_report AS report LEFT JOIN boards_comment AS comment ON comment.id = report.comment_id
            {_post_of("coalesce(report.post_id, comment.post_id)")}
            WHERE {_when("report.created_at")}
            UNION ALL
            SELECT {_day_of("decision.created_at")}, post.board,
                CASE decision.verb WHEN 'HIDE' THEN 'hidden' ELSE 'deleted' END
                || CASE WHEN decision.comment_id IS NULL THEN '_posts' ELSE '_comments' END
            FROM moderation_decision AS decision LEFT JOIN boards_comment AS comment ON comment.id = decision.comment_id
            {_post_of("coalesce(decision.post_id, comment.post_id)")}
            WHERE decision.verb IN ('HIDE', 'DELETE') AND decision.before <> decision.after
                AND {_when("decision.created_at")}
        ) AS event WHERE board IN {BOARDS} GROUP BY 1, 2
    """,  # noqa: S608 - our own names
)

VISITS = Subject(
    name="방문자",
    table="insights_visitstatistic",
    keys=("device", "is_member"),
    members=tuple(product(Visit.Device.values, (True, False))),
    counts=("visitors",),
    totals={"total": "visitors"},
    # Asked with days, not with moments.
    events="""
        SELECT day, device, is_member, count(*) AS visitors FROM insights_visit
        WHERE day >= {since} AND day < {until} GROUP BY 1, 2, 3
    """,
)
SUBJECTS = (MEMBERS, POSTS, VISITS)

FIRST_DAY = f"""
    SELECT least(
        (SELECT min({_day_of("created_at")}) FROM accounts_statuschange),
        (SELECT min({_day_of("published_at")}) FROM boards_post),
        (SELECT min({_day_of("created_at")}) FROM boards_comment),
        (SELECT min(day) FROM insights_visitstatistic)
    )
"""  # noqa: S608 - our own names


def lock(*subjects):
    """Let nobody else write these kept figures until the transaction ends; reading goes on."""
    with connection.cursor() as cursor:
        tables = ", ".join(subject.table for subject in subjects)
        cursor.execute(f"LOCK TABLE {tables} IN SHARE ROW EXCLUSIVE MODE")


def closed_day():
    """The last day whose figures are kept; None when none are."""
    return MemberStatistic.objects.order_by("-day").values_list("day", flat=True).first()


@transaction.atomic
def close_days(first=None, last=None):
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


def _days(first, last):
    yesterday = timezone.localdate() - timedelta(days=1)
    last = min(last or yesterday, yesterday)
    kept = closed_day()
    if kept is None:
        with connection.cursor() as cursor:
            cursor.execute(FIRST_DAY)
            (earliest,) = cursor.fetchone()
        return min(first or earliest or last, earliest or last), last
    return min(first or kept - LOOKED_AT_AGAIN, kept + timedelta(days=1)), last


def _keep(subject, first, last):
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


def counted(subject, first, last):
    """The statement that counts every day and dimension from `first` to `last`, also where nothing happened.

    Of days whose visits were forgotten it says what is kept.
    """
    keys = ", ".join(subject.keys)
    values = ", ".join(f"({', '.join(_literal(value) for value in member)})" for member in subject.members)
    known = (
        "counted.{0}"
        if subject is not VISITS
        else (f"CASE WHEN day < '{timezone.localdate() - VISITS_KEPT}' THEN kept.{{0}} ELSE counted.{{0}} END")
    )
    counts = ", ".join(f"coalesce({known.format(name)}, 0) AS {name}" for name in subject.counts)
    old = f"LEFT JOIN {subject.table} AS kept USING (day, {keys})" if subject is VISITS else ""
    return f"""
        SELECT day, {keys}, {counts}
        FROM (SELECT day::date FROM generate_series('{first}'::date, '{last}'::date, interval '1 day') AS day) AS days
        CROSS JOIN (VALUES {values}) AS dimension ({keys})
        LEFT JOIN ({subject.between(*_bounds(subject, first, last))}) AS counted USING (day, {keys}) {old}
    """  # noqa: S608 - our own names


def _bounds(subject, first, last):
    """Where the events of these days begin and end, as the subject's statement compares them."""
    if subject is VISITS:
        return f"'{first}'::date", f"'{last + timedelta(days=1)}'::date"
    since, until = moments_of_days(first, last)
    return f"'{since.isoformat()}'::timestamptz", f"'{until.isoformat()}'::timestamptz"


def _literal(value):
    return str(value).lower() if isinstance(value, bool) else f"'{value}'"


def _running(subject):
    """The statement of what the totals must be: everything up to each day."""
    keys = ", ".join(subject.keys)
    sums = ", ".join(
        f"sum({count}) OVER (PARTITION BY {keys} ORDER BY day) AS {total}" for total, count in subject.totals.items()
    )
    return f"SELECT id, {sums} FROM {subject.table}"  # noqa: S608 - our own names


def add_up(subject):
    """Bring the totals of all kept days in line with their counts."""
    changes = ", ".join(f"{total} = running.{total}" for total in subject.totals)
    wrong = " OR ".join(f"kept.{total} <> running.{total}" for total in subject.totals)
    with connection.cursor() as cursor:
        cursor.execute(
            f"UPDATE {subject.table} AS kept SET {changes} FROM ({_running(subject)}) AS running "  # noqa: S608 - our own
            f"WHERE running.id = kept.id AND ({wrong})"
        )


@transaction.atomic
def prove(first=None, last=None):
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


def _differing(subject, first, last):
    keys = ", ".join(subject.keys)
    wrong = " OR ".join(f"kept.{name} IS DISTINCT FROM right_.{name}" for name in subject.counts)
    return _number(
        f"SELECT count(*) FROM ({counted(subject, first, last)}) AS right_ "  # noqa: S608 - our own names
        f"LEFT JOIN {subject.table} AS kept USING (day, {keys}) WHERE {wrong}"
    )


def _wrong_totals(subject):
    wrong = " OR ".join(f"kept.{total} <> running.{total}" for total in subject.totals)
    closed = "AND kept.day <= (SELECT max(day) FROM insights_memberstatistic)"
    return _number(
        f"SELECT count(*) FROM {subject.table} AS kept JOIN ({_running(subject)}) AS running USING (id) "  # noqa: S608
        f"WHERE ({wrong}) {closed}"
    )


def _missing_members(kept: date):
    """By how many members the kept totals and what came after differ from the members that there are."""
    since, _ = moments_of_days(kept + timedelta(days=1), kept)
    later = MEMBERS.between(f"'{since.isoformat()}'::timestamptz", "'infinity'::timestamptz")
    return _number(
        f"""
        SELECT coalesce(sum(abs(coalesce(listed, 0) - coalesce(known, 0))), 0) FROM (
            SELECT kind, count(*) AS listed FROM accounts_member
            WHERE kind <> 'ADMIN' AND status IN {STANDING} GROUP BY 1
        ) AS member FULL JOIN (
            SELECT kind, sum(change) AS known FROM (
                SELECT kind, total AS change FROM insights_memberstatistic WHERE day = '{kept}'
                UNION ALL SELECT kind, change FROM ({later}) AS later
            ) AS every GROUP BY 1
        ) AS figure USING (kind)
        """  # noqa: S608 - our own names
    )


def _number(statement):
    with connection.cursor() as cursor:
        cursor.execute(statement)
        return int(cursor.fetchone()[0])
