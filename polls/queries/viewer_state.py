"""How a poll stands for one member: what they chose, and the results they may see."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from accounts.models import Viewer
from polibat.cache.statements import PreparedQuery
from polls.models import Ballot, BallotChoice, Poll, PollOption
from polls.queries.results import Results, results_of

_choices = PreparedQuery(
    lambda poll, member: BallotChoice.objects.filter(ballot__poll=poll, ballot__member=member).only("option")
)


@dataclass(frozen=True, slots=True)
class PollOptionView:
    """An option as one visitor sees it; who may not see results is given no number, so that nothing can tell one."""

    option: PollOption
    is_mine: bool = False
    # Chosen in a form that was refused.
    is_asked: bool = False
    votes: int | None = None
    percent: float | None = None


@dataclass(frozen=True, slots=True)
class PollViewerState:
    """How a poll stands for one visitor: what they chose, and the results as far as they may see them."""

    poll: Poll
    chosen: frozenset[int] = frozenset()
    results: Results | None = None

    @property
    def has_voted(self) -> bool:
        """Whether this member's ballot is in."""
        return bool(self.chosen)

    @property
    def voters(self) -> int:
        """How many have voted."""
        return self.results.voters if self.results else self.poll.voters_now

    def shown(self, options: Iterable[PollOption], *, asked: Iterable[str] = ()) -> list[PollOptionView]:
        """Return `options` as the visitor sees them; `asked` are the keys that a refused form was sent with."""
        return [
            PollOptionView(
                option,
                is_mine=option.pk in self.chosen,
                is_asked=str(option.pk) in asked,
                votes=self.results.votes.get(option.pk, 0) if self.results else None,
                percent=self.results.percent(option.pk) if self.results else None,
            )
            for option in options
        ]


def viewer_state(
    poll: Poll, member: Viewer, *, ballot: Ballot | None = None, count: Callable[[Poll], Results] = results_of
) -> PollViewerState:
    """Return the poll as `member` sees it: with results for voters, and for everybody after the end (spec P9)."""
    chosen = ballot.chosen if ballot else frozenset()
    if member.pk is not None and ballot is None:
        chosen = frozenset(choice.option_id for choice in _choices(poll=poll.pk, member=member.pk))
    return PollViewerState(poll, chosen, count(poll) if chosen or poll.is_over else None)
