"""Polls, what can be chosen, and ballots."""

from polls.models.ballot import Ballot, BallotChoice, UncountedBallot
from polls.models.poll import Poll, PollOption, PollState

__all__ = [
    "Ballot",
    "BallotChoice",
    "Poll",
    "PollOption",
    "PollState",
    "UncountedBallot",
]
