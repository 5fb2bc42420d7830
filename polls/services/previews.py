"""Looking at a poll before it is published."""

from accounts.models import Member
from boards.models import Board
from boards.services.previews import clean_previewed
from polls.models import Poll, PollOption
from polls.services.polls import clean_poll


def preview_poll(poll: Poll, *, by: Member, options: list[PollOption] | None = None) -> Poll:
    """Clean and check what `publish_poll` or `edit_poll` would store; raises as they do.

    `options` of None leaves dates and options as they are, as in a poll that runs.
    """
    clean_previewed(poll.post, by, board=Board.POLL, add="polls.add_poll", change=("polls.change_poll", poll))
    if options is not None:
        clean_poll(poll, options)
    return poll
