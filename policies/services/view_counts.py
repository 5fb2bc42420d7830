"""Views of policies: once per visitor and address in 30 minutes, gathered in Redis, brought into versions by a job.

A cached page does not know which version it shows; so what is counted is what was asked for, a
version or a document, and of a document its version of that moment.
"""

import functools
from collections.abc import Callable

from django.db.models import F
from django.http import HttpRequest, HttpResponse

from polibat.cache.write_behind import VisitorCounter
from policies.models import PolicyTemplate, PolicyVersion, ViewFlush


def _add(numbers: dict[str, int]) -> None:
    found = [(_version_of(key), seen) for key, seen in numbers.items()]
    # In one order, whoever else has several of them.
    for pk, seen in sorted((pk, seen) for pk, seen in found if pk):
        PolicyVersion.objects.filter(pk=pk).update(views=F("views") + seen)


def _version_of(key: str) -> int | None:
    """The id of the version of that name, or of the one that the page of a document shows."""
    announced = PolicyVersion.objects.announced()
    if "-" in key:
        return announced.filter(public_id=key).values_list("pk", flat=True).first()
    name = "slug" if key in PolicyTemplate.Slug.values else "public_id"
    of_document = {f"template__{name}": key}
    shown = PolicyVersion.objects.in_effect().filter(**of_document).first()
    shown = shown or announced.filter(**of_document).order_by("-effective_at", "-pk").last()
    return shown and shown.pk


views = VisitorCounter("policies", flushes=ViewFlush, add=_add)


def counts_views(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Count a view of the policy whenever its page is shown, also when it is a cached page."""

    @functools.wraps(view)
    def wrapper(request: HttpRequest, **key: str) -> HttpResponse:
        response = view(request, **key)
        if response.status_code == 200:
            # A version that is none has ended in 404.
            count_view(request, request.GET.get("version") or next(iter(key.values())))
        return response

    return wrapper


def count_view(request: HttpRequest, key: str) -> None:
    """Count this visitor's view of a version (by its id) or a document (by what names it in addresses)."""
    if request.method == "GET":
        views.count(request, str(key))


def flush_views() -> int:
    """Bring the views that wait in Redis into the versions; returns how many."""
    return views.flush()
