"""What became of banners and popups: seen, clicked, closed. Gathered in Redis, brought into their rows by a job.

A visitor counts once per display and kind of event in 30 minutes, as with the views of posts; visitors go by a name
that leads back to nobody, and it is forgotten with its half hour.
"""

import logging
from collections import defaultdict

from django.conf import settings
from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django_redis import get_redis_connection
from redis.exceptions import RedisError

from displays.models import Banner, DisplayFlush, Popup
from polibat.cache.write_behind import COUNT_ONCE, flush
from polibat.models import LimitWindow
from polibat.web.client import is_robot, visitor_of

logger = logging.getLogger(__name__)

ONCE_SECONDS = 30 * 60
PREFIX = f"{settings.CACHE_PREFIX}:displays"
PENDING, BATCH = f"{PREFIX}:pending", f"{PREFIX}:batch"
# Where an event is counted, by the beginning of the display's id.
COUNTED_IN = {
    Popup.prefix: {"view": "views", "click": "clicks", "close": "closes"},
    Banner.prefix: {"view": "impressions", "click": "clicks"},
}


def is_by_a_person(request):
    """Whether a person did it: no robot, no look at the headers alone, no fetching in advance."""
    purpose = request.headers.get("Sec-Purpose", "") + request.headers.get("Purpose", "")
    return request.method in {"GET", "POST"} and "prefetch" not in purpose and not is_robot(request)


def count_click(request, banner):
    """Count this visitor's click on a banner that is shown, unless it is not to be counted."""
    if banner.tracks_clicks and is_by_a_person(request):
        count_events(request, [("click", banner.public_id)])


def count_events(request, events):
    """Count what this visitor did, as pairs of an event and a display's id; what has no meaning counts nowhere."""
    events = {(public_id, COUNTED_IN.get(public_id[:2], {}).get(event)) for event, public_id in events}
    counted = sorted((public_id, field) for public_id, field in events if field)
    if not counted:
        return
    visitor = visitor_of(request)
    try:
        pipeline = get_redis_connection("limits").pipeline(transaction=False)
        for public_id, field in counted:
            seen = f"{PREFIX}:seen:{public_id}:{field}:{visitor}"
            pipeline.eval(COUNT_ONCE, 2, seen, PENDING, f"{public_id}:{field}", ONCE_SECONDS)
        pipeline.execute()
    except RedisError:
        logger.warning("displays are counted in the database")
        _count_in_database(counted, visitor)


def _count_in_database(counted, visitor):
    now = timezone.now()
    fresh = defaultdict(dict)
    for public_id, field in counted:
        window = f"display:{public_id}:{field}:{visitor}"
        count, _ = LimitWindow.objects.used(window, per=ONCE_SECONDS, spend=True, at=now)
        if count == 1:
            fresh[public_id][field] = 1
    with transaction.atomic():
        _add(fresh)


def flush_counts():
    """Bring the events that wait in Redis into banners and popups; returns how many."""
    return flush(PENDING, BATCH, flushes=DisplayFlush, store=_store)


def _store(times):
    counts = defaultdict(dict)
    for key, number in times.items():
        public_id, _, field = key.partition(":")
        counts[public_id][field] = number
    _add(counts)


def _add(counts):
    """Add to the rows, locked in the order of their keys, as whoever moves banners locks them."""
    for model in (Popup, Banner):
        rows = model.objects.select_for_update(no_key=True).filter(public_id__in=list(counts)).order_by("pk")
        for pk, public_id in list(rows.values_list("pk", "public_id")):
            model.objects.filter(pk=pk).update(**{field: F(field) + n for field, n in counts[public_id].items()})
