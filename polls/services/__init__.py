"""What happens to polls: one verb per consequence."""

from polls.services.polls import cast_ballot, close_poll, edit_poll, publish_poll
from polls.services.previews import preview_poll

__all__ = [
    "cast_ballot",
    "close_poll",
    "edit_poll",
    "preview_poll",
    "publish_poll",
]
