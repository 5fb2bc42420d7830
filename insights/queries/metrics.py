"""The figures of the dashboard (spec L39 to L44); the same options give the same values."""

from collections.abc import Collection, Sequence
from datetime import date

from accounts.models import Member
from boards.models import Board
from insights.models import Visit
from insights.queries.periods import Stretches, daily, stretches, window_days
from insights.queries.series import sums_since
from insights.queries.subjects import MEMBERS, POSTS, VISITS
from polibat.days import days_of_period

Kind, Device = Member.Kind, Visit.Device

# English names of what is shown; Korean words for people stand in LABELS.
# None stands for the whole dimension, else the values of it that count.
KINDS = {
    "total": None,
    "normal": {(Kind.NORMAL,)},
    "politician": {(Kind.POLITICIAN,)},
    "assistant": {(Kind.AIDE,)},
}
CHANGES = {"new": "joined", "withdrawn": "withdrawn", "suspended": "suspended", "banned": "banned"}
BOARDS = {
    "total": None,
    "free": {(Board.FREE,)},
    "politician": {(Board.POLITICIAN,)},
    "vote": {(Board.POLL,)},
}
WRITTEN = {"combined": ("posts", "comments"), "posts": ("posts",), "comments": ("comments",)}
VARIATIONS = {"new": "", "reported": "reported_", "hidden": "hidden_", "deleted": "deleted_"}
VISITORS = {
    "total": None,
    "pc": {(Device.PC, True), (Device.PC, False)},
    "mobile": {(Device.MOBILE, True), (Device.MOBILE, False)},
    "tablet": {(Device.TABLET, True), (Device.TABLET, False)},
    "other": {(Device.OTHER, True), (Device.OTHER, False)},
    "loggedIn": {(device, True) for device in Device},
    "guest": {(device, False) for device in Device},
}
DEVICES, SIGNED = ("pc", "mobile", "tablet", "other"), ("loggedIn", "guest")

CUMULATIVE, VARIATION, AVERAGE = "cumulative", "variation", "average"


def members(period: str) -> dict:
    """Members by kind now and their change in the period, and the changes of their status in it."""
    sums = sums_since(MEMBERS, days_of_period(period)[0])
    return {
        "cumulative": {
            name: {"current": sums.now("change", of=of), "change": sums.during("change", of=of)}
            for name, of in KINDS.items()
        },
        "changes": {
            change: {name: sums.during(count, of=of) for name, of in KINDS.items()} for change, count in CHANGES.items()
        },
    }


def members_series(kind: str, period: str, items: Collection[str] | None = None) -> dict:
    """Lines of members by kind (`cumulative`), or of changes of their status (`variation`)."""
    points = stretches(period)
    sums = sums_since(MEMBERS, points.firsts[0], unit=points.unit)
    if kind == CUMULATIVE:
        lines = {name: lambda of=of: sums.standing("change", stretches=points, of=of) for name, of in KINDS.items()}
    else:
        lines = {name: lambda count=count: sums.line(count, stretches=points) for name, count in CHANGES.items()}
    return _series(points, lines, items)


def posts(period: str) -> dict:
    """Posts and comments by board now and written in the period, and what happened to them in it."""
    sums = sums_since(POSTS, days_of_period(period)[0])
    return {
        "cumulative": {
            board: {
                name: {"current": sums.now(*counts, of=of), "change": sums.during(*counts, of=of)}
                for name, counts in WRITTEN.items()
            }
            for board, of in BOARDS.items()
        },
        "changes": {
            board: {
                variation: {name: sums.during(*_counts(variation, counts), of=of) for name, counts in WRITTEN.items()}
                for variation in VARIATIONS
            }
            for board, of in BOARDS.items()
        },
    }


def posts_series(
    kind: str, period: str, *, variation: str = "new", board: str = "total", items: Collection[str] | None = None
) -> dict:
    """Lines of posts and comments of a board: all that there were (`cumulative`), or what happened (`variation`)."""
    points, of = stretches(period), BOARDS[board]
    sums = sums_since(POSTS, points.firsts[0], unit=points.unit)
    if kind == CUMULATIVE:
        lines = {
            name: lambda counts=counts: sums.standing(*counts, stretches=points, of=of)
            for name, counts in WRITTEN.items()
        }
    else:
        lines = {
            name: lambda counts=counts: sums.line(*_counts(variation, counts), stretches=points, of=of)
            for name, counts in WRITTEN.items()
        }
    return _series(points, lines, items)


def _counts(variation: str, counts: Sequence[str]) -> list[str]:
    return [VARIATIONS[variation] + count for count in counts]


def new_on(day: date) -> dict[str, int]:
    """How many members joined, and how many posts and comments were written, on one day: 신규 of the dashboard."""
    of_members, of_texts = sums_since(MEMBERS, day, last=day), sums_since(POSTS, day, last=day)
    return {
        "members": of_members.during("joined"),
        "posts": of_texts.during("posts"),
        "comments": of_texts.during("comments"),
    }


def visitors(period: str) -> dict:
    """Visitors in all (each once a day) and in the period, by device and by whether they were signed in."""
    sums = sums_since(VISITS, days_of_period(period)[0])
    return {
        name: {"current": sums.now("visitors", of=of), "change": sums.during("visitors", of=of)}
        for name, of in VISITORS.items()
    }


def visitors_average(window: str, first: date | None = None, last: date | None = None) -> dict[str, float]:
    """Visitors a day in the last 7, 14 or 30 days, or from `first` to `last` (`custom`), in tenths.

    Rounded so that devices and both states add up to the total. Raises ValidationError for impossible days.
    """
    first, last = window_days(window, first, last)
    days = (last - first).days + 1
    sums = sums_since(VISITS, first, last=last)
    numbers = {name: sums.during("visitors", of=of) for name, of in VISITORS.items()}
    total = _rounded(numbers["total"] * 10, days)
    parts = _shared(numbers, DEVICES, total, days) | _shared(numbers, SIGNED, total, days)
    return {name: tenths / 10 for name, tenths in ({"total": total} | parts).items()}


def _rounded(number: int, by: int) -> int:
    return (2 * number + by) // (2 * by)


def _shared(numbers: dict[str, int], names: Sequence[str], total: int, days: int) -> dict[str, int]:
    """Tenths a day of each part: rounded down, then one more for those that lost most, until they make the total."""
    exact = {name: divmod(numbers[name] * 10, days) for name in names}
    missing = total - sum(whole for whole, _ in exact.values())
    more = sorted(names, key=lambda name: -exact[name][1])[: max(missing, 0)]
    return {name: exact[name][0] + (name in more) for name in names}


def visitors_series(
    kind: str,
    period: str = "week",
    *,
    window: str = "7",
    first: date | None = None,
    last: date | None = None,
    items: Collection[str] | None = None,
) -> dict:
    """Lines of visitors: all up to each stretch of `period` (`cumulative`), or each day of a window (`average`).

    Raises ValidationError for impossible days.
    """
    if kind == CUMULATIVE:
        points = stretches(period)
        sums = sums_since(VISITS, points.firsts[0], unit=points.unit)
        lines = {
            name: lambda of=of: sums.standing("visitors", stretches=points, of=of) for name, of in VISITORS.items()
        }
    else:
        points = daily(*window_days(window, first, last))
        sums = sums_since(VISITS, points.firsts[0], last=points.firsts[-1], unit="day")
        lines = {name: lambda of=of: sums.line("visitors", stretches=points, of=of) for name, of in VISITORS.items()}
    return _series(points, lines, items)


def _series(points: Stretches, lines: dict, items: Collection[str] | None) -> dict:
    """The labels and the lines that were asked for (all when none were named), in their own order."""
    chosen = [name for name in lines if items is None or name in items]
    return {
        "labels": points.labels,
        "datasets": [{"key": name, "values": lines[name]()} for name in chosen],
    }
