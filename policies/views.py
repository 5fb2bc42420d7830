"""The policies' pages."""

from django.http import Http404
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_GET

from polibat.page_cache import cached_for_visitors
from policies.models import PolicyTemplate


@require_GET
@cached_for_visitors("policies")
def policy(request, slug):
    """A policy in the version in effect, or in an earlier one (`?version=`)."""
    template = get_object_or_404(PolicyTemplate, slug=slug)
    versions = list(template.versions.in_effect())
    wanted = request.GET.get("version")
    shown = next((version for version in versions if wanted in {None, version.public_id}), None)
    if shown is None:
        raise Http404
    return render(request, "policies/policy.html", {"template": template, "versions": versions, "shown": shown})
