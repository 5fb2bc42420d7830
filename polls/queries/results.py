"""The numbers of polls: exact at every moment, although no ballot waits for another one's.

In a hot poll thousands of ballots would wait for one row if each counted itself. A ballot therefore leaves a row in
`UncountedBallot`; whoever shows numbers adds those rows to the kept counts in one statement, which sees both as they
were at one moment; and folding (`polls.services.folding`) takes the rows out and adds them to the counts, also in one.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from django.core.cache import cache
from django.db import connection
from django.db.models import Count, F, Sum
from django.db.models.functions import Coalesce
from django.utils import timezone

from polls.models import Poll, PollState
from polls.models.poll import PollQuerySet, in_state

RESULTS = """
    WITH fresh AS (SELECT ballot_id FROM polls_uncountedballot WHERE poll_id = %(poll)s),
    chosen AS (SELECT option_id, count(*) AS number FROM fresh JOIN polls_ballotchoice USING (ballot_id) GROUP BY 1)
    SELECT option.id, option.votes + coalesce(chosen.number, 0), poll.voters + (SELECT count(*) FROM fresh)
    FROM polls_poll AS poll
    JOIN polls_polloption AS option ON option.poll_id = poll.post_id
    LEFT JOIN chosen ON chosen.option_id = option.id
    WHERE poll.post_id = %(poll)s ORDER BY option."order"
"""

FRESH = """
    SELECT choice.option_id, count(*) FROM polls_uncountedballot AS fresh
    JOIN polls_ballotchoice AS choice USING (ballot_id) WHERE fresh.poll_id = ANY(%s) GROUP BY 1
"""
FRESH_VOTERS = "SELECT poll_id, count(*) FROM polls_uncountedballot WHERE poll_id = ANY(%s) GROUP BY 1"


@dataclass(frozen=True)
class Results:
    """How a poll stands: distinct voters, and the votes of each option by its key."""

    voters: int
    votes: dict

    @property
    def total(self) -> int:
        """How many votes were given; with several choices more than there are voters."""
        return sum(self.votes.values())

    def percent(self, option: int) -> float:
        """The share of an option in all votes, to one decimal."""
        return round(100 * self.votes.get(option, 0) / self.total, 1) if self.total else 0.0


def results_of(poll: Poll | int) -> Results:
    """The results of a poll (an instance or its key), the ballot of this moment included."""
    with connection.cursor() as cursor:
        cursor.execute(RESULTS, {"poll": poll.pk if isinstance(poll, Poll) else poll})
        rows = cursor.fetchall()
    return Results(voters=rows[0][2] if rows else 0, votes={option: votes for option, votes, _ in rows})


def results_of_each(polls: Iterable[Poll]) -> dict[int, Results]:
    """The results of several polls by their keys; their `options` are fetched already."""
    with connection.cursor() as cursor:
        fresh = []
        for question in (FRESH, FRESH_VOTERS):
            cursor.execute(question, [[poll.pk for poll in polls]])
            fresh.append(dict(cursor.fetchall()))
    votes, voters = fresh
    return {
        poll.pk: Results(
            voters=poll.voters + voters.get(poll.pk, 0),
            votes={option.pk: option.votes + votes.get(option.pk, 0) for option in poll.options.all()},
        )
        for poll in polls
    }


def totals(polls: PollQuerySet) -> dict[str, int]:
    """How many of `polls` are in each state, and how many ballots were cast in them, by the names of the API."""
    now = timezone.now()
    counted = polls.with_voters().aggregate(
        totalVotes=Count("pk"),
        upcomingVotes=Count("pk", filter=in_state(PollState.UPCOMING, now)),
        closedVotes=Count("pk", filter=in_state(PollState.CLOSED, now)),
        totalParticipants=Coalesce(Sum(F("voters") + F("waiting")), 0),
    )
    active = counted["totalVotes"] - counted["upcomingVotes"] - counted["closedVotes"]
    return counted | {"activeVotes": active}


def lately(poll: Poll) -> Results:
    """The results of a poll as they were a second ago at most, for the many who watch."""
    key = f"poll-results:{getattr(poll, 'pk', poll)}"
    results = cache.get(key)
    if results is None:
        results = results_of(poll)
        cache.set(key, results, 1)
    return results
