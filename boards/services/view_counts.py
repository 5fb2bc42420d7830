"""Views: once per person and post in 30 minutes, gathered in Redis, brought into `PostCounts` by a job in batches."""

import functools
import logging

from django.conf import settings
from django.db import connection
from django.db.models import F
from django.utils import timezone
from django_redis import get_redis_connection
from redis.exceptions import RedisError

from boards.models import PostCounts, ViewFlush
from polibat.cache.write_behind import flush
from polibat.models import LimitWindow
from polibat.web.client import is_robot, visitor_of

logger = logging.getLogger(__name__)

ONCE_SECONDS = 30 * 60
PREFIX = f"{settings.CACHE_PREFIX}:views"
PENDING, BATCH = f"{PREFIX}:pending", f"{PREFIX}:batch"

# In one step: count a person's view unless they were counted lately; how many views wait for the database.
COUNT = """
if ARGV[3] == '1' and redis.call('SET', KEYS[1], 1, 'NX', 'EX', ARGV[2]) then
    redis.call('HINCRBY', KEYS[2], ARGV[1], 1)
end
return (redis.call('HGET', KEYS[2], ARGV[1]) or 0) + (redis.call('HGET', KEYS[3], ARGV[1]) or 0)
"""
APPLY = """
UPDATE boards_postcounts SET views = views + batch.seen
FROM unnest(%s::text[], %s::int[]) AS batch(public_id, seen) JOIN boards_post USING (public_id)
WHERE boards_postcounts.post_id = boards_post.id
"""


def counts_views(view):
    """Count a view of the post whenever its page is shown, also when the page comes from the cache of pages.

    A view that counted by itself, to show the number, says so by `request.is_view_counted`.
    """

    @functools.wraps(view)
    def wrapper(request, *args, **kwargs):
        response = view(request, *args, **kwargs)
        if response.status_code == 200 and not hasattr(request, "is_view_counted"):
            count_view(request, kwargs["public_id"])
        return response

    return wrapper


def count_view(request, public_id):
    """Count this visitor's view of a post that exists, unless a robot looks; how many are not in its counts yet."""
    request.is_view_counted = True
    if request.htmx or request.method != "GET":
        return 0
    visitor, is_person = visitor_of(request), not is_robot(request)
    try:
        redis = get_redis_connection("limits")
        seen = f"{PREFIX}:seen:{public_id}:{visitor}"
        return int(redis.eval(COUNT, 3, seen, PENDING, BATCH, public_id, ONCE_SECONDS, int(is_person)))
    except RedisError:
        logger.warning("views are counted in the database")
        return _count_in_database(public_id, visitor) if is_person else 0


def _count_in_database(public_id, visitor):
    window = f"view:{public_id}:{visitor}"
    count, _ = LimitWindow.objects.used(window, per=ONCE_SECONDS, spend=True, at=timezone.now())
    if count == 1:
        PostCounts.objects.filter(post__public_id=public_id).update(views=F("views") + 1)
    return 0


def flush_views():
    """Bring the views that wait in Redis into the counts; returns how many."""
    return flush(PENDING, BATCH, flushes=ViewFlush, store=_store)


def _store(views):
    with connection.cursor() as cursor:
        cursor.execute(APPLY, [list(views), list(views.values())])
