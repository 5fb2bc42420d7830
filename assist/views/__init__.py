"""The pages of summaries and topics."""

from assist.views.summaries import summary_complain
from assist.views.topics import topic_list

__all__ = [
    "summary_complain",
    "topic_list",
]
