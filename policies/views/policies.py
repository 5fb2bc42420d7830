"""The policies' pages."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Prefetch
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe

from polibat.cache.pages import cache_page_for_visitors
from polibat.cache.tags import Tag
from polibat.web.robots import keep_out
from policies import services
from policies.models import PolicyTemplate, PolicyVersion
from policies.models.effective_periods import spans
from policies.queries.comparison import compare
from policies.services.view_counts import counts_views


@dataclass(frozen=True, slots=True)
class PolicyRow:
    """A document in the list: the version in force, until when it is known to be, and what is ahead."""

    policy: PolicyTemplate
    current: PolicyVersion | None
    ends_at: datetime | None
    ahead: list[PolicyVersion]


@require_safe
@cache_page_for_visitors(Tag.POLICIES)
def policy_list(request):
    """Every document that there is something of to read: what is in force of it since when, and what is ahead."""
    readable = PolicyVersion.objects.announced().defer("body").order_by("-effective_at", "-pk")
    templates = PolicyTemplate.objects.announced().prefetch_related(Prefetch("versions", readable, to_attr="readable"))
    return render(request, "policies/policy_list.html", {"policies": [_row(template) for template in templates]})


@require_safe
@counts_views
@cache_page_for_visitors(Tag.POLICIES)
def policy(request, **key):
    """A policy in the version in effect or in any other (`?version=`), beside what another one said (`&compare=`)."""
    template = get_object_or_404(PolicyTemplate, **key)
    versions = list(template.versions.announced().order_by("-effective_at", "-pk"))
    ends = {version: end for version, _start, end in spans(versions)}
    newest = next((version for version in versions if not version.is_ahead), versions[-1] if versions else None)
    shown = _chosen(versions, request.GET.get("version"), newest)
    if shown is None:
        raise Http404
    other = _chosen(versions, request.GET.get("compare"), None)
    context = {
        "template": template,
        "versions": versions,
        "current": _current(versions, ends),
        "shown": shown,
        "ends_at": ends[shown],
        "announced": [version for version in versions if version.is_ahead and version != shown],
        **_comparison(shown, other),
    }
    return render(request, "policies/policy.html", context)


@require_safe
def download(request, public_id):
    """The text of a version as a file, counted; only of what may be downloaded."""
    readable = PolicyVersion.objects.announced().filter(is_downloadable=True).select_related("template")
    version = get_object_or_404(readable, public_id=public_id)
    services.count_download(version)
    text = f"{version.template}\n{version.summary}\n\n{version.body}\n"
    response = HttpResponse(text, content_type="text/plain; charset=utf-8")
    response["Content-Disposition"] = content_disposition_header(True, f"{version.template} v{version.number}.txt")
    return keep_out(response)


def _row(template):
    ends = {version: end for version, _start, end in spans(template.readable)}
    current = _current(template.readable, ends)
    ahead = [version for version in template.readable if version.is_ahead]
    return PolicyRow(template, current, ends.get(current), ahead)


def _current(versions, ends):
    """The one in force of a document's versions, the newest first; None where none is."""
    begun = next((version for version in versions if not version.is_ahead), None)
    return None if begun is None or (ends[begun] and ends[begun] <= timezone.now()) else begun


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
