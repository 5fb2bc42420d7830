"""The way from a banner to where it leads."""

from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from displays.models import Banner
from displays.services.counts import count_click
from polibat.web.robots import keep_out


@require_safe
@never_cache
def banner_click(request, public_id):
    """Count the click and lead to the target, which staff have stored: the address itself holds nothing but an id."""
    banner = get_object_or_404(Banner.objects.shown_to(request.user), public_id=public_id)
    count_click(request, banner)
    return keep_out(HttpResponseRedirect(banner.target), follow=False)
