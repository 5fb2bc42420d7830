"""지금 뜨거운 투표: the running poll with most voters; while none runs, the one that ended last."""

from dataclasses import dataclass

from polls.models import Poll, PollOption
from polls.models.poll import are_people
from polls.queries.results import results_of

SHOWN = 3


@dataclass(frozen=True)
class HotOption:
    """One option on the card; what was voted for it, once everybody may know."""

    name: str
    picture_url: str
    votes: int | None = None
    percent: float | None = None


@dataclass(frozen=True)
class HotPoll:
    """The poll on the first page. Results are shown after the end only, because the page is the same for everybody."""

    poll: Poll
    voters: int
    options: list
    are_people: bool

    @property
    def has_more(self) -> bool:
        """Whether the poll has options that the card leaves out."""
        return len(self.poll.options.all()) > len(self.options)


def hot_poll() -> HotPoll | None:
    """Return the card, or None while there is no poll.

    The options of a running poll come in its own order: the order of their votes would tell who leads.
    """
    polls = Poll.objects.listed()
    poll = polls.running().hottest_first().for_detail().first()
    poll = poll or polls.in_state(Poll.State.CLOSED).order_by("-ends_at", "-pk").for_detail().first()
    if poll is None:
        return None
    results = results_of(poll)
    options = list(poll.options.all())
    people = are_people(options)
    if not poll.is_over:
        shown = [HotOption(option.name, _picture(option)) for option in options[:SHOWN]]
        return HotPoll(poll, results.voters, shown, people)
    options.sort(key=lambda option: -results.votes[option.pk])
    shown = [
        HotOption(option.name, _picture(option), results.votes[option.pk], results.percent(option.pk))
        for option in options[:SHOWN]
    ]
    return HotPoll(poll, results.voters, shown, people)


def _picture(option: PollOption) -> str:
    return option.picture.list_url if option.picture else ""
