"""Views: once per person and post in 30 minutes, gathered in Redis, brought into `PostCounts` by a job in batches."""

import functools
from collections.abc import Callable
from typing import Any

from django.db import connection
from django.http import HttpResponse

from boards.models import ViewFlush
from polibat.cache.pages import SHOWN
from polibat.cache.write_behind import VisitorCounter
from polibat.web.requests import SiteRequest

APPLY = """
UPDATE boards_postcounts SET views = views + batch.seen
FROM unnest(%s::text[], %s::int[]) AS batch(public_id, seen) JOIN boards_post USING (public_id)
WHERE boards_postcounts.post_id = boards_post.id
"""


def _add(numbers: dict[str, int]) -> None:
    with connection.cursor() as cursor:
        cursor.execute(APPLY, [list(numbers), list(numbers.values())])


views = VisitorCounter("views", flushes=ViewFlush, add=_add)


class CountedRequest(SiteRequest):
    """A request that says of itself that its view was counted."""

    is_view_counted: bool


def counts_views(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Count a view of the post whenever its page is shown, also when it is a cached page.

    A view that counted by itself, to show the number, says so by `request.is_view_counted`.
    """

    @functools.wraps(view)
    def wrapper(request: CountedRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        response = view(request, *args, **kwargs)
        if response.status_code in SHOWN and not hasattr(request, "is_view_counted"):
            count_view(request, kwargs["public_id"])
        return response

    return wrapper


def count_view(request: CountedRequest, public_id: str) -> int:
    """Count this visitor's view of a post that exists, unless a robot looks; how many are not in its counts yet."""
    request.is_view_counted = True
    if request.htmx or request.method != "GET":
        return 0
    (waiting,) = views.count(request, public_id)
    return waiting


def flush_views() -> int:
    """Bring the views that wait in Redis into the counts; returns how many."""
    return views.flush()
