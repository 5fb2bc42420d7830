"""Prove that counter caches equal the rows they count, and repair those that do not (spec B24).

The apps above declare theirs as answers to `boards.events.kept_counts_asked`.
"""

from django.db import connection, transaction

from boards import events
from boards.events import KeptCounts
from boards.models import BoardCounter
from boards.models.visibility import IS_LISTED, IS_PUBLISHED, IS_UNLISTED
from polibat.db.counts import Count

LISTED = f"post.status {IS_LISTED}"
NAMING = "post.politician_id IS NOT NULL AND NOT post.is_by_politician"

# What the back office counts, made in one go too where rows come by COPY.
UNLISTED_COUNTS = Count(
    name="게시되지 않은 글 합계",
    table="boards_unlistedcounter",
    keys=("kind", "board", "status"),
    values=("number",),
    may_lack_rows=True,
    counted=f"""
        SELECT 'POST' AS kind, board, status, count(*) AS number FROM boards_post
        WHERE status {IS_UNLISTED} GROUP BY 1, 2, 3
        UNION ALL
        SELECT 'COMMENT', post.board, comment.status, count(*)
        FROM boards_comment AS comment JOIN boards_post AS post ON post.id = comment.post_id
        WHERE comment.status {IS_UNLISTED} GROUP BY 1, 2, 3
    """,  # noqa: S608 - our own names
)

COUNTS = (
    Count(
        name="게시판 합계",
        table="boards_boardcounter",
        keys=("board", "block"),
        values=("listed",),
        may_lack_rows=True,
        counted=f"""
            SELECT board, post.id / {BoardCounter.BLOCK} AS block, count(*) AS listed
            FROM boards_post AS post WHERE {LISTED} GROUP BY 1, 2
        """,  # noqa: S608 - our own names
    ),
    UNLISTED_COUNTS,
    Count(
        name="정치인 답변 합계",
        table="boards_mentioncounter",
        keys=("politician_id",),
        values=("named", "answered"),
        may_lack_rows=True,
        counted=f"""
            SELECT politician_id, count(*) AS named, count(*) FILTER (WHERE EXISTS (
                SELECT FROM boards_comment AS comment
                WHERE comment.post_id = post.id AND comment.is_answer AND comment.status {IS_PUBLISHED}
            )) AS answered
            FROM boards_post AS post WHERE {LISTED} AND {NAMING} GROUP BY 1
        """,  # noqa: S608 - our own names
    ),
    Count(
        name="게시글 댓글과 답변",
        table="boards_postcounts",
        keys=("post_id",),
        values=("comments", "answers", "aide_answers"),
        counted=f"""
            SELECT post_id, count(*) AS comments,
                count(*) FILTER (WHERE is_answer AND member.kind = 'POLITICIAN') AS answers,
                count(*) FILTER (WHERE is_answer AND member.kind <> 'POLITICIAN') AS aide_answers
            FROM boards_comment AS comment JOIN accounts_member AS member ON member.id = comment.author_id
            WHERE comment.status {IS_PUBLISHED} GROUP BY 1
        """,  # noqa: S608 - our own names
    ),
    *(
        Count(
            name=name,
            table=table,
            keys=(key,),
            values=("likes", "dislikes"),
            counted=f"""
                SELECT {target} AS {key}, count(*) FILTER (WHERE value = 'LIKE') AS likes,
                    count(*) FILTER (WHERE value = 'DISLIKE') AS dislikes
                FROM boards_reaction WHERE {target} IS NOT NULL GROUP BY 1
            """,  # noqa: S608 - our own names
        )
        for name, table, key, target in (
            ("게시글 좋아요와 싫어요", "boards_postcounts", "post_id", "post_id"),
            ("댓글 좋아요와 싫어요", "boards_comment", "id", "comment_id"),
        )
    ),
)

# Queries of what members did and earned here, in the columns of MEMBER_VALUES.
OF_MEMBERS = (
    f"""
        SELECT author_id AS member_id, count(*) AS posts, 0 AS comments, 0 AS likes, 0 AS dislikes, 0 AS ballots,
            0 AS given_likes, 0 AS given_dislikes
        FROM boards_post AS post WHERE {LISTED} GROUP BY 1
    """,  # noqa: S608 - our own names
    f"""
        SELECT author_id, 0, count(*) FILTER (WHERE status {IS_PUBLISHED}), sum(likes), sum(dislikes), 0, 0, 0
        FROM boards_comment GROUP BY 1
    """,  # noqa: S608 - our own names
    """
        SELECT author_id, 0, 0, sum(likes), sum(dislikes), 0, 0, 0
        FROM boards_postcounts JOIN boards_post AS post ON post.id = post_id GROUP BY 1
    """,
    """
        SELECT member_id, 0, 0, 0, 0, 0, count(*) FILTER (WHERE value = 'LIKE'),
            count(*) FILTER (WHERE value = 'DISLIKE')
        FROM boards_reaction GROUP BY 1
    """,
)
MEMBER_VALUES = ("posts", "comments", "likes", "dislikes", "ballots", "given_likes", "given_dislikes")
TABLES = (
    "boards_postcounts",
    "boards_comment",
    "boards_boardcounter",
    "boards_unlistedcounter",
    "boards_mentioncounter",
)


def member_counts() -> Count:
    """Return the counter cache of what members did and earned, which every app that counts for members adds to.

    Also made in one go where rows come by COPY.
    """
    return _member_counts(events.kept_counts_asked.publish())


def _member_counts(kept: list[KeptCounts]) -> Count:
    every = " UNION ALL ".join([*OF_MEMBERS, *(query for counts in kept for query in counts.of_members)])
    sums = ", ".join(f"sum({name}) AS {name}" for name in MEMBER_VALUES)
    return Count(
        name="회원 활동 합계",
        table="boards_membercounts",
        keys=("member_id",),
        values=MEMBER_VALUES,
        may_lack_rows=True,
        counted=f"SELECT member_id, {sums} FROM ({every}) AS every GROUP BY 1",  # noqa: S608 - our own names
    )


@transaction.atomic
def recount(*, fix: bool = False) -> list[tuple[str, int]]:
    """Return the name of each kept number and how many rows of it are wrong; with `fix` they are right afterwards.

    Every verb changes these in this order, in the transaction of the row it counts: whoever holds their tables sees
    true numbers. Writing waits meanwhile, reading does not. What members did comes last: it adds up likes that are
    right by then.
    """
    kept = events.kept_counts_asked.publish()
    tables = [*TABLES, *(table for counts in kept for table in counts.tables), "boards_membercounts"]
    with connection.cursor() as cursor:
        cursor.execute(f"LOCK TABLE {', '.join(tables)} IN SHARE ROW EXCLUSIVE MODE")
    counts = [*COUNTS, *(count for each in kept for count in each.counts), _member_counts(kept)]
    return [(count.name, count.repair() if fix else count.differing()) for count in counts]
