"""The way from a banner to where it leads."""

import re

from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from pages.models import Banner
from pages.services import count_click

# Readers of pages that are no people, as they call themselves.
ROBOT = re.compile(r"bot\b|crawl|spider|slurp|scrap|preview|facebookexternalhit|curl/|wget/|python|^$", re.IGNORECASE)


@require_safe
@never_cache
def banner_click(request, public_id):
    """Count the click and lead to the target, which staff have stored: the address itself holds nothing but an id."""
    banner = get_object_or_404(Banner.objects.shown(), public_id=public_id)
    if is_a_click(request):
        count_click(banner)
    response = HttpResponseRedirect(banner.target)
    response["X-Robots-Tag"] = "noindex, nofollow"
    return response


def is_a_click(request):
    """Whether a person pressed it: no robot, no look at the headers alone, no fetching in advance."""
    purpose = request.headers.get("Sec-Purpose", "") + request.headers.get("Purpose", "")
    agent = request.headers.get("User-Agent", "")
    return request.method in {"GET", "POST"} and "prefetch" not in purpose and not ROBOT.search(agent)
