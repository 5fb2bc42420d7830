"""The counter caches of polls, as `recount` proves them."""

from boards.events import KeptCounts
from polibat.db.counts import Count

# Those that wait to be folded (see polls.services.folding) are added by whoever shows the numbers.
COUNTED = "NOT EXISTS (SELECT FROM polls_uncountedballot AS uncounted WHERE uncounted.ballot_id = ballot.id)"

POLL_COUNTS = KeptCounts(
    counts=(
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
    ),
    tables=("polls_poll", "polls_polloption", "polls_ballot"),
    of_members=("SELECT member_id, 0, 0, 0, 0, count(*), 0, 0 FROM polls_ballot GROUP BY 1",),
)


def poll_counts() -> KeptCounts:
    """Return the counter caches of polls and options, and what ballots add to those of members."""
    return POLL_COUNTS
