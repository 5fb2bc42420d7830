"""A long list in stretches: each is one walk in an index from where the last one ended, however far down it is."""

from dataclasses import dataclass, field

SIZE = 10
LONGEST_KEY = 19


@dataclass
class KeysetPage:
    """Some rows of a list that is ordered from the newest, and the addresses of those around them."""

    rows: list = field(default_factory=list)
    newer: str = ""
    older: str = ""


def keyset_page(rows, asked, *, size=SIZE):
    """The rows that an address asks for: `?before=<key>` older ones, `?after=<key>` newer ones, else the newest.

    `rows` is a queryset from the newest to the oldest by its key; nothing is counted and nothing skipped.
    """
    after, before = _key(asked.get("after")), _key(asked.get("before"))
    if after is not None:
        # Their keys first: walked against its order, a list with all its joins tempts the planner to read on and on.
        keys = list(rows.filter(pk__gt=after).order_by("pk").values_list("pk", flat=True)[: size + 1])
        if len(keys) > size:
            shown = list(rows.filter(pk__in=keys[:size]))
            return KeysetPage(shown, newer=f"?after={shown[0].pk}", older=f"?before={shown[-1].pk}")
        before = None  # So few are newer that they are the beginning of the list.
    found = list((rows.filter(pk__lt=before) if before is not None else rows)[: size + 1])
    shown = found[:size]
    page = KeysetPage(shown)
    if shown and len(found) > size:
        page.older = f"?before={shown[-1].pk}"
    if before is not None:
        page.newer = f"?after={shown[0].pk}" if shown else "?"
    return page


def _key(given):
    if not (given and given.isascii() and given.isdigit() and len(given) < LONGEST_KEY):
        return None
    return int(given)
