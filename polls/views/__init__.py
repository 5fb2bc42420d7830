"""The pages of polls."""

from polls.views.polls import poll_detail, poll_list, poll_results, poll_vote

__all__ = [
    "poll_detail",
    "poll_list",
    "poll_results",
    "poll_vote",
]
