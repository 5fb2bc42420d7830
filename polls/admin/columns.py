"""How polls and ballots stand in the back office, in the colours that staff know (spec L37)."""

from django.urls import reverse
from django.utils.html import format_html

from boards.admin.columns import POLL_STATES
from polibat.staff.columns import badge

RESULTS = {"찬성": "blue", "반대": "red", "기권": "yellow"}


def state_badge(poll):
    """예정, 진행 or 마감."""
    return badge(poll.state.label, POLL_STATES[poll.state])


def poll_state_badge(poll):
    """The same, and whether it was ended early."""
    shown = state_badge(poll)
    return format_html('<span class="line">{} (조기 마감)</span>', shown) if poll.closed_at else shown


def poll_link(poll):
    """The id of a poll, which leads to its page."""
    return format_html('<a href="{}">{}</a>', reverse("admin:polls_poll_change", args=[poll.pk]), poll.post.public_id)
