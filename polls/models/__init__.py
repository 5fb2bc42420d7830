"""Polls, what can be chosen, and ballots."""

from polls.models.ballot import Ballot, BallotChoice
from polls.models.poll import Poll, PollOption, PollState, UncountedBallot

__all__ = [
    "Ballot",
    "BallotChoice",
    "Poll",
    "PollOption",
    "PollState",
    "UncountedBallot",
]
