"""What a viewer may do with a poll: what may be done with its post, and voting."""

from dataclasses import dataclass, fields

from accounts.models import Viewer
from boards.queries.abilities import Abilities, Answers, post_abilities
from polls.models import Poll


@dataclass(frozen=True, slots=True)
class PollAbilities(Abilities):
    """What somebody may do with a poll. `vote` says nothing of time, nor whether a ballot is in already."""

    vote: bool = False


def poll_abilities(member: Viewer, poll: Poll, *, answers: Answers | None = None) -> PollAbilities:
    """Tell what `member` may do with `poll`; `answers` are those known of its thread, and are added to."""
    of_post = post_abilities(member, poll.post, answers=answers)
    known = {field.name: getattr(of_post, field.name) for field in fields(of_post)}
    return PollAbilities(**known, vote=may_vote(member, poll))


def may_vote(member: Viewer, poll: Poll) -> bool:
    """Tell whether the rules let `member` vote in `poll`: all that voting and the API ask."""
    return member.is_authenticated and member.has_perm("polls.cast_ballot", poll.post)
