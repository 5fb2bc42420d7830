"""A badge: a short word about a text or whoever speaks, which `{% badge %}` and `{% badges %}` draw."""

from typing import NamedTuple


class Badge(NamedTuple):
    """One badge; `key` chooses its look in `static/css/components/badges.css`, `icon` stands in front of its words.

    With a `tone` it is drawn as a pastel pill of that tone, which needs no look of its own.
    """

    key: str
    label: str
    icon: str = ""
    tone: str = ""
