"""How a poll stands for one member: what they chose, and the results they may see."""

from dataclasses import dataclass

from polibat.cache.statements import CompiledQuery
from polls.models import BallotChoice, Poll
from polls.services.results import results_of

_choices = CompiledQuery(
    lambda poll, member: BallotChoice.objects.filter(ballot__poll=poll, ballot__member=member).only("option")
)


@dataclass
class PollViewerState:
    """How a poll stands for one visitor: what they chose, and the results as far as they may see them."""

    poll: Poll
    chosen: frozenset
    results: object = None

    @property
    def has_voted(self):
        """Whether this member's ballot is in."""
        return bool(self.chosen)

    @property
    def voters(self):
        """How many have voted."""
        return self.results.voters if self.results else self.poll.voters_now

    def dress(self, options, form):
        """Give options what a page shows of them; without results no number, so that no template can tell one."""
        for option in options:
            option.is_mine = option.pk in self.chosen
            option.is_asked = str(option.pk) in form.chosen
            if self.results:
                option.shown_votes = self.results.votes.get(option.pk, 0)
                option.percent = self.results.percent(option.pk)
        return options


def viewer_state(poll, member, *, ballot=None, count=results_of):
    """Return the poll as `member` sees it: with results for voters, and for everybody after the end (spec P9)."""
    chosen = ballot.chosen if ballot else frozenset()
    if member.is_authenticated and ballot is None:
        chosen = frozenset(choice.option_id for choice in _choices(poll=poll.pk, member=member.pk))
    return PollViewerState(poll, chosen, count(poll) if chosen or poll.is_over else None)
