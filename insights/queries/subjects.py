"""What the figures count, said once: kept rows, what is not kept yet and the proof are made of the same statements."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import product

from django.db import connection
from django.utils import timezone

from accounts.models import Member
from boards.models import Board
from insights.models import BoardStatistic, MemberStatistic, Visit
from polibat.days import start_of

ZONE = "Asia/Seoul"
# Visits themselves are kept so long; what was counted of them stays.
VISITS_KEPT = timedelta(days=60)


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

    def between(self, since: str, until: str) -> str:
        """The statement that counts the events from `since` to before `until` (pieces of SQL)."""
        return self.events.replace("{since}", since).replace("{until}", until)


def _day_of(column: str) -> str:
    return f"({column} AT TIME ZONE '{ZONE}')::date"


def _when(column: str) -> str:
    return f"{column} >= {{since}} AND {column} < {{until}}"


def _post_of(key: str) -> str:
    """The post of an event, looked up by its key: a plain join becomes a walk through all posts on a busy day."""
    return f"CROSS JOIN LATERAL (SELECT board FROM boards_post WHERE id = {key} LIMIT 1) AS post"  # noqa: S608


def _among(values: Iterable[object]) -> str:
    """A list of our own names in SQL."""
    return f"({', '.join(_literal(str(value)) for value in values)})"


def _literal(value: object) -> str:
    return str(value).lower() if isinstance(value, bool) else f"'{value}'"


KINDS = _among(Member.COUNTED_KINDS)
STANDING = _among(Member.STANDING)
BOARDS = _among(Board.main())

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
        WHERE {_when("status.created_at")} AND member.kind IN {KINDS} GROUP BY 1, 2
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


def closed_day() -> date | None:
    """The last day whose figures are kept; None when none are."""
    return MemberStatistic.objects.order_by("-day").values_list("day", flat=True).first()


def first_day() -> date | None:
    """The day on which anything that is counted happened first; None when nothing did."""
    with connection.cursor() as cursor:
        cursor.execute(FIRST_DAY)
        return cursor.fetchone()[0]


def counted(subject: Subject, first: date, last: date) -> str:
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


def _bounds(subject: Subject, first: date, last: date) -> tuple[str, str]:
    """Where the events of these days begin and end, as the subject's statement compares them."""
    if subject is VISITS:
        return f"'{first}'::date", f"'{last + timedelta(days=1)}'::date"
    since, until = start_of(first), start_of(last + timedelta(days=1))
    return f"'{since.isoformat()}'::timestamptz", f"'{until.isoformat()}'::timestamptz"


def running_totals(subject: Subject) -> str:
    """The statement of what the totals must be: everything up to each day."""
    keys = ", ".join(subject.keys)
    sums = ", ".join(
        f"sum({count}) OVER (PARTITION BY {keys} ORDER BY day) AS {total}" for total, count in subject.totals.items()
    )
    return f"SELECT id, {sums} FROM {subject.table}"  # noqa: S608 - our own names
