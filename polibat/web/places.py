"""Places on pages that apps further up fill: banners beside a list or a text, the tabs of my page.

A template says where something may stand (`{% place "sidebar" %}`). Whoever has something for the place subscribes to
its event in `AppConfig.ready` and answers with markup; plain text is escaped. So no template reaches upwards.
"""

from enum import Enum

from django.template import Context
from django.utils.html import conditional_escape
from django.utils.safestring import SafeString, mark_safe

from polibat.events import Event


class Place(Enum):
    """A place; subscribers of `shown` answer with what stands there, those of `needed` with what the head needs."""

    BOARD_TOP = "board-top"
    SIDEBAR = "sidebar"
    ME_TITLE = "me-title"
    ME_HEAD = "me-head"
    ME_TABS = "me-tabs"

    def __init__(self, name: str) -> None:
        self.shown = Event[str](f"{name}.shown", "context")
        self.needed = Event[str](f"{name}.needed", "context")


def what_stands(place: Place, context: Context) -> SafeString:
    """Return what stands at a place of the page that `context` is about."""
    return _joined(place.shown.publish(context=context))


def what_is_needed(places: list[Place], context: Context) -> SafeString:
    """Return what the head needs for `places`, each piece once."""
    return _joined(dict.fromkeys(answer for place in places for answer in place.needed.publish(context=context)))


def _joined(answers) -> SafeString:
    return mark_safe("".join(conditional_escape(answer) for answer in answers))  # noqa: S308 - each is escaped
