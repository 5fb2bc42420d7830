"""Prove that counter caches equal the rows they count, and repair those that do not (spec B24)."""

from dataclasses import dataclass

from django.db import connection, transaction

from boards.models import BoardCounter


@dataclass(frozen=True)
class Count:
    """A kept number: where it is kept, and the same counted anew.

    `counted` is a query of the key columns and the right values; a row that is kept and not counted should hold zeros.
    With `may_lack_rows` the table has a row only where there was something to count.
    """

    name: str
    table: str
    keys: tuple
    values: tuple
    counted: str
    may_lack_rows: bool = False

    def differing(self):
        """How many kept rows are wrong or missing."""
        return self._run(f"SELECT count(*) FROM ({self._differences()}) AS wrong", fetch=True)  # noqa: S608 - our own

    def repair(self):
        """Put the counted values in the place of the kept ones; how many rows were wrong."""
        keys, values = ", ".join(self.keys), ", ".join(self.values)
        changes = ", ".join(f"{value} = wrong.{value}" for value in self.values)
        same = " AND ".join(f"kept.{key} = wrong.{key}" for key in self.keys)
        wrong = self._differences()
        repaired = self._run(f"UPDATE {self.table} AS kept SET {changes} FROM ({wrong}) AS wrong WHERE {same}")  # noqa: S608 - our own
        if self.may_lack_rows:
            repaired += self._run(f"INSERT INTO {self.table} ({keys}, {values}) {wrong}")
        return repaired

    def _differences(self):
        keys = ", ".join(self.keys)
        right = ", ".join(f"coalesce(counted.{value}, 0) AS {value}" for value in self.values)
        wrong = " OR ".join(f"kept.{value} IS DISTINCT FROM coalesce(counted.{value}, 0)" for value in self.values)
        join = "FULL" if self.may_lack_rows else "RIGHT"
        return (
            f"SELECT {keys}, {right} FROM ({self.counted}) AS counted "  # noqa: S608 - our own names
            f"{join} JOIN {self.table} AS kept USING ({keys}) WHERE {wrong}"
        )

    def _run(self, statement, *, fetch=False):
        with connection.cursor() as cursor:
            cursor.execute(statement)
            return cursor.fetchone()[0] if fetch else cursor.rowcount


LISTED = "post.status IN ('PUBLISHED', 'PINNED')"
# Those that wait to be folded (see polls.services.results) are added by whoever shows the numbers.
COUNTED = "NOT EXISTS (SELECT FROM polls_uncountedballot AS uncounted WHERE uncounted.ballot_id = ballot.id)"
NAMING = "post.politician_id IS NOT NULL AND NOT post.is_by_politician"

# What a member did and earned; also made in one go where rows come by COPY.
MEMBER_COUNTS = Count(
    name="회원 활동 합계",
    table="boards_membercounts",
    keys=("member_id",),
    values=("posts", "comments", "likes", "dislikes", "ballots", "given_likes", "given_dislikes"),
    may_lack_rows=True,
    counted=f"""
        SELECT member_id, sum(posts) AS posts, sum(comments) AS comments, sum(likes) AS likes,
            sum(dislikes) AS dislikes, sum(ballots) AS ballots,
            sum(given_likes) AS given_likes, sum(given_dislikes) AS given_dislikes
        FROM (
            SELECT author_id AS member_id, count(*) AS posts, 0 AS comments, 0 AS likes, 0 AS dislikes, 0 AS ballots,
                0 AS given_likes, 0 AS given_dislikes
            FROM boards_post AS post WHERE {LISTED} GROUP BY 1
            UNION ALL
            SELECT author_id, 0, count(*) FILTER (WHERE status = 'PUBLISHED'), sum(likes), sum(dislikes), 0, 0, 0
            FROM boards_comment GROUP BY 1
            UNION ALL
            SELECT author_id, 0, 0, sum(likes), sum(dislikes), 0, 0, 0
            FROM boards_postcounts JOIN boards_post AS post ON post.id = post_id GROUP BY 1
            UNION ALL
            SELECT member_id, 0, 0, 0, 0, count(*), 0, 0 FROM polls_ballot GROUP BY 1
            UNION ALL
            SELECT member_id, 0, 0, 0, 0, 0, count(*) FILTER (WHERE value = 'LIKE'),
                count(*) FILTER (WHERE value = 'DISLIKE')
            FROM boards_reaction GROUP BY 1
        ) AS every GROUP BY 1
    """,  # noqa: S608 - our own names
)

# What the back office counts, made in one go too where rows come by COPY.
UNLISTED_COUNTS = Count(
    name="게시되지 않은 글 합계",
    table="boards_unlistedcounter",
    keys=("kind", "board", "status"),
    values=("number",),
    may_lack_rows=True,
    counted="""
        SELECT 'POST' AS kind, board, status, count(*) AS number FROM boards_post
        WHERE status IN ('HIDDEN', 'DELETED') GROUP BY 1, 2, 3
        UNION ALL
        SELECT 'COMMENT', post.board, comment.status, count(*)
        FROM boards_comment AS comment JOIN boards_post AS post ON post.id = comment.post_id
        WHERE comment.status IN ('HIDDEN', 'DELETED') GROUP BY 1, 2, 3
    """,
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
                WHERE comment.post_id = post.id AND comment.is_answer AND comment.status = 'PUBLISHED'
            )) AS answered
            FROM boards_post AS post WHERE {LISTED} AND {NAMING} GROUP BY 1
        """,  # noqa: S608 - our own names
    ),
    Count(
        name="게시글 댓글과 답변",
        table="boards_postcounts",
        keys=("post_id",),
        values=("comments", "answers", "aide_answers"),
        counted="""
            SELECT post_id, count(*) AS comments,
                count(*) FILTER (WHERE is_answer AND member.kind = 'POLITICIAN') AS answers,
                count(*) FILTER (WHERE is_answer AND member.kind <> 'POLITICIAN') AS aide_answers
            FROM boards_comment AS comment JOIN accounts_member AS member ON member.id = comment.author_id
            WHERE comment.status = 'PUBLISHED' GROUP BY 1
        """,
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
    Count(
        name="투표 참여수",
        table="polls_poll",
        keys=("post_id",),
        values=("voters",),
        counted=f"""
            SELECT poll_id AS post_id, count(*) AS voters FROM polls_ballot AS ballot WHERE {COUNTED} GROUP BY 1
        """,  # noqa: S608 - our own names
    ),
    Count(
        name="투표 득표수",
        table="polls_polloption",
        keys=("id",),
        values=("votes",),
        counted=f"""
            SELECT choice.option_id AS id, count(*) AS votes
            FROM polls_ballotchoice AS choice JOIN polls_ballot AS ballot ON ballot.id = choice.ballot_id
            WHERE {COUNTED} GROUP BY 1
        """,  # noqa: S608 - our own names
    ),
    # Last, because it adds up likes that are right by now.
    MEMBER_COUNTS,
)

# Every verb changes these in this order, in the transaction of the row it counts: whoever holds them sees true numbers.
LOCK = """
LOCK TABLE boards_postcounts, boards_comment, boards_boardcounter, boards_unlistedcounter, boards_mentioncounter,
    polls_poll, polls_polloption, polls_ballot, boards_membercounts IN SHARE ROW EXCLUSIVE MODE
"""


@transaction.atomic
def recount(*, fix=False):
    """The name of each kept number and how many rows of it are wrong; with `fix` they are right afterwards.

    Writing waits meanwhile, reading does not.
    """
    with connection.cursor() as cursor:
        cursor.execute(LOCK)
    return [(count.name, count.repair() if fix else count.differing()) for count in COUNTS]
