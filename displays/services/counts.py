"""What became of banners and popups: seen, clicked, closed; counted as the views of posts are."""

from collections import defaultdict
from collections.abc import Iterable

from django.db.models import F
from django.http import HttpRequest

from displays.models import Banner, DisplayFlush, Popup
from polibat.cache.write_behind import VisitorCounter, is_counted

# Where an event is counted, by the beginning of the display's id.
COUNTED_IN = {
    Popup.prefix: {"view": "views", "click": "clicks", "close": "closes"},
    Banner.prefix: {"view": "impressions", "click": "clicks"},
}


def _add(numbers: dict[str, int]) -> None:
    """Add to the rows, locked in the order of their keys, as whoever moves banners locks them."""
    by_row = defaultdict(dict)
    for key, number in numbers.items():
        public_id, _, field = key.partition(":")
        by_row[public_id][field] = number
    for model in (Popup, Banner):
        rows = model.objects.select_for_update(no_key=True).filter(public_id__in=list(by_row)).order_by("pk")
        for pk, public_id in list(rows.values_list("pk", "public_id")):
            model.objects.filter(pk=pk).update(**{field: F(field) + n for field, n in by_row[public_id].items()})


events = VisitorCounter("displays", flushes=DisplayFlush, add=_add)


def count_click(request: HttpRequest, banner: Banner) -> None:
    """Count this visitor's click on a banner that is shown, unless it is not to be counted."""
    if banner.tracks_clicks and is_counted(request):
        count_events(request, [("click", banner.public_id)])


def count_events(request: HttpRequest, told: Iterable[tuple[str, str]]) -> None:
    """Count what this visitor did, as pairs of an event and a display's id; what has no meaning counts nowhere."""
    fields = {(public_id, COUNTED_IN.get(public_id[:2], {}).get(event)) for event, public_id in told}
    keys = sorted(f"{public_id}:{field}" for public_id, field in fields if field)
    if keys:
        events.count(request, *keys)


def flush_counts() -> int:
    """Bring the events that wait in Redis into banners and popups; returns how many."""
    return events.flush()
