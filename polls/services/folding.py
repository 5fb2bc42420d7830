"""Bringing ballots that wait to be counted into the counts of their polls (see `polls.queries.results`)."""

from django.db import connection, transaction

from polls.models import UncountedBallot

MOST_AT_ONCE = 20_000

# One folds a poll at a time: two would take different ballots, but could wait for each other's options.
LOCK = "SELECT post_id FROM polls_poll WHERE post_id = %s FOR NO KEY UPDATE SKIP LOCKED"
FOLD = """
    WITH taken AS (
        DELETE FROM polls_uncountedballot WHERE ballot_id IN (
            SELECT ballot_id FROM polls_uncountedballot WHERE poll_id = %(poll)s LIMIT %(most)s
        ) RETURNING ballot_id
    ), counted AS (
        UPDATE polls_polloption AS option SET votes = votes + chosen.number
        FROM (
            SELECT option_id, count(*) AS number FROM taken JOIN polls_ballotchoice USING (ballot_id) GROUP BY 1
        ) AS chosen
        WHERE option.id = chosen.option_id
    )
    UPDATE polls_poll SET voters = voters + (SELECT count(*) FROM taken) WHERE post_id = %(poll)s
    RETURNING (SELECT count(*) FROM taken)
"""


def fold(poll: int) -> int:
    """Bring the uncounted ballots of a poll (its key) into its counts; how many, 0 while somebody else does."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(LOCK, [poll])
        if cursor.fetchone() is None:
            return 0
        # In a statement of its own: it sees what the one who folded before has taken.
        cursor.execute(FOLD, {"poll": poll, "most": MOST_AT_ONCE})
        return cursor.fetchone()[0]


def fold_all() -> int:
    """Bring every uncounted ballot into the counts; how many there were."""
    polls = UncountedBallot.objects.order_by("poll").values_list("poll", flat=True).distinct()
    return sum(fold(poll) for poll in list(polls))
