"""From a figure to exactly the rows that it counts (spec L14): lists of the back office with filters."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from urllib.parse import urlencode

from django.urls import reverse
from django.utils import timezone

from accounts.models import Member
from boards.models import MAIN_CHOICE
from polibat.days import days_of_period

KINDS = {"normal": "NORMAL", "politician": "POLITICIAN", "assistant": "ASSISTANT"}
BOARDS = {"total": MAIN_CHOICE[0], "free": "FREE", "politician": "POLITICIAN", "vote": "VOTE"}
AFTER = {"withdrawn": "WITHDRAWN", "suspended": "SUSPENDED", "banned": "BANNED"}
VERBS = {"hidden": "HIDE", "deleted": "DELETE"}
CONTENT = {"posts": "POST", "comments": "COMMENT"}
# The admin's list of each, what it is always asked, and how it calls the filters of the lists, where otherwise.
ADMIN: dict[str, tuple[str, dict[str, str], dict[str, str]]] = {
    "members": ("accounts_member", {}, {"type": "kind__exact", "status": "status__exact"}),
    "politicians": ("politicians_speaker", {}, {"type": "kind__exact", "status": "status__exact"}),
    "status-history": (
        "accounts_statuschange",
        {},
        {"memberType": "member__kind__exact", "beforeStatus": "before", "afterStatus": "after__exact"},
    ),
    "posts": ("boards_post", {}, {"board": "board__exact"}),
    "comments": ("boards_comment", {}, {"board": "post__board__exact"}),
    "reports": ("moderation_report", {"state": "all"}, {"contentType": "kind"}),
    "decisions": ("moderation_decision", {}, {"verb": "verb__exact", "contentType": "kind"}),
}
ADMIN_DAYS = {"from": "since", "to": "until"}
ADMIN_WORDS = {("before", "NEW"): "new", ("kind", "POST"): "post", ("kind", "COMMENT"): "comment"}
# A page leads to half a hundred lists, whose addresses are worked out once a day; a day's pages have fewer than this.
CACHE_SIZE = 500


@dataclass(frozen=True)
class Rows:
    """The rows behind a figure: the key of a list, and filters by the names that they have in the API."""

    key: str
    filters: dict[str, str]

    @property
    def address(self) -> str:
        """The address of the admin's list."""
        name, given, names = ADMIN[self.key]
        given = dict(given)
        for own, value in self.filters.items():
            asked = names.get(own) or ADMIN_DAYS.get(own, own)
            given[asked] = ADMIN_WORDS.get((asked, value), value)
        address = reverse(f"admin:{name}_changelist")
        return f"{address}?{urlencode(given)}" if given else address


def members(kind: str) -> Rows:
    """Members of one kind, or all, who are neither 탈퇴 nor 강퇴; politicians and aides in the list of their own."""
    key = "politicians" if kind in {"politician", "assistant"} else "members"
    return Rows(key, _known(type=KINDS.get(kind), status=Member.STANDING_CHOICE[0]))


def changes(period: str, kind: str, change: str) -> Rows:
    """What became of the status of members of a kind in a period: `new`, or a key of AFTER."""
    before = "NEW" if change == "new" else None
    filters = _known(memberType=KINDS.get(kind), beforeStatus=before, afterStatus=AFTER.get(change))
    return Rows("status-history", filters | _days(period))


def texts(what: str, board: str, period: str | None = None) -> Rows:
    """Posts or comments of a board, whatever became of them: all, or those that were written in a period."""
    # The list of posts is that of the main boards unless another is asked for.
    on_board = None if (what, board) == ("posts", "total") else BOARDS[board]
    return Rows(what, _known(board=on_board) | _days(period))


def events(variation: str, what: str, board: str, period: str) -> Rows:
    """What happened to posts or comments of a board in a period: reports, or decisions that changed something."""
    about = {"board": BOARDS[board], "contentType": CONTENT[what]} | _days(period)
    if variation == "reported":
        return Rows("reports", about)
    return Rows("decisions", {"verb": VERBS[variation], "changed": "yes"} | about)


def _known(**filters: str | None) -> dict[str, str]:
    return {name: value for name, value in filters.items() if value}


def _days(period: str | None) -> dict[str, str]:
    """The days themselves, which stay the same when the page is followed after midnight; without a period none."""
    days = days_of_period(period) if period else ()
    return {name: day.isoformat() for name, day in zip(("from", "to"), days, strict=bool(days))}


def address(build: Callable[..., Rows], *args: str) -> str:
    """The address of the rows that `build`, one of the functions above, finds; worked out once a day."""
    return _address(timezone.localdate(), build, *args)


@lru_cache(CACHE_SIZE)
def _address(_today: date, build: Callable[..., Rows], *args: str) -> str:
    return build(*args).address
