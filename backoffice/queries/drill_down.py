"""From a figure to the rows behind it: the back office's lists with their filters."""

from functools import lru_cache
from urllib.parse import urlencode

from django.urls import reverse
from django.utils import timezone

from insights.queries.periods import days_of_figures
from polibat.api.filters import moments_of_days

KINDS = {"normal": "NORMAL", "politician": "POLITICIAN", "assistant": "ASSISTANT"}
BOARDS = {"free": "FREE", "politician": "POLITICIAN", "vote": "VOTE"}
AFTER = {"withdrawn": "WITHDRAWN", "suspended": "SUSPENDED", "banned": "BANNED"}
STATUSES = {"hidden": "HIDDEN", "deleted": "DELETED"}
# Where each list keeps its date, and where it finds the board.
POSTS, COMMENTS = "boards_post", "boards_comment"
# A page leads to half a hundred lists, whose addresses are worked out once a day; a day's pages have fewer than this.
CACHE_SIZE = 500


def _list(name, **filters):
    address = reverse(f"admin:{name}_changelist")
    filters = {key: value for key, value in filters.items() if value}
    return f"{address}?{urlencode(filters)}" if filters else address


def _since(column, period):
    since, until = moments_of_days(*days_of_figures(period))
    return {f"{column}__gte": since.isoformat(), f"{column}__lt": until.isoformat()}


def _days(period):
    """The days of a period as the lists' own filter has them, which says them; without a period none."""
    return dict(zip(("since", "until"), days_of_figures(period), strict=True)) if period else {}


def member_list(kind):
    """Members of one kind, or all; politicians and aides in the list of their own."""
    name = "politicians_speaker" if kind in {"politician", "assistant"} else "accounts_member"
    return _list(name, kind__exact=KINDS.get(kind))


def change_list(period, kind=None, change=None):
    """Changes of status of members of a kind in a period: of those who joined, or by what members became."""
    return _change_list(timezone.localdate(), period, kind, change)


@lru_cache(CACHE_SIZE)
def _change_list(_today, period, kind, change):
    return _list(
        "accounts_statuschange",
        member__kind__exact=KINDS.get(kind),
        before="new" if change == "new" else None,
        after__exact=AFTER.get(change),
        **_days(period),
    )


def text_list(what, board, period=None, variation=None):
    """Posts or comments of a board in a period; reported ones in the list of reports."""
    return _text_list(timezone.localdate(), what, board, period, variation)


@lru_cache(CACHE_SIZE)
def _text_list(_today, what, board, period, variation):
    on_board = BOARDS.get(board)
    kind = {"posts": "post", "comments": "comment"}[what]
    if variation == "reported":
        return _list("moderation_report", state="all", kind=kind, board=on_board, **_since("created_at", period))
    if variation in STATUSES:
        verb = {"hidden": "HIDE", "deleted": "DELETE"}[variation]
        return _list("moderation_decision", verb__exact=verb, board=on_board, **_since("created_at", period))
    if what == "posts":
        return _list(POSTS, board__exact=on_board, **_days(period))
    return _list(COMMENTS, post__board__exact=on_board, **_days(period))
