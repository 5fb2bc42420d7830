"""The policies' pages."""

from django.http import Http404
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_GET

from polibat.page_cache import cached_for_visitors
from policies.comparison import compare
from policies.models import PolicyTemplate


@require_GET
@cached_for_visitors("policies")
def policy(request, slug):
    """A policy in the version in effect or in any other (`?version=`), beside what another one said (`&compare=`)."""
    template = get_object_or_404(PolicyTemplate, slug=slug)
    versions = list(template.versions.order_by("-effective_at", "-pk"))
    current = next((version for version in versions if not version.is_ahead), versions[-1] if versions else None)
    shown = _chosen(versions, request.GET.get("version"), current)
    if shown is None:
        raise Http404
    other = _chosen(versions, request.GET.get("compare"), None)
    newer = versions[versions.index(shown) - 1] if shown != versions[0] else None
    context = {
        "template": template,
        "versions": versions,
        "current": current,
        "shown": shown,
        "ends_at": newer and newer.effective_at,
        "announced": [version for version in versions if version.is_ahead and version != shown],
        **_comparison(shown, other),
    }
    return render(request, "policies/policy.html", context)


def _chosen(versions, public_id, default):
    """The version of an id; `default` when none was asked for, Http404 for one that is not there."""
    if not public_id:
        return default
    for version in versions:
        if version.public_id == public_id:
            return version
    raise Http404


def _comparison(shown, other):
    """What changed between two versions, the later one read against the earlier, whichever was asked for first."""
    if other is None:
        return {"other": None}
    before, after = sorted((shown, other), key=lambda version: (version.effective_at, version.pk))
    lines = compare(before.body, after.body) if before != after else []
    is_changed = any(line["kind"] != "same" for line in lines)
    return {"other": other, "before": before, "after": after, "lines": lines, "is_changed": is_changed}
