"""What the first page's script tells of banners and popups, also from a cached page."""

from urllib.parse import urlsplit

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from displays.queries.active_displays import shown_ids
from displays.services.counts import count_events
from polibat.cache.write_behind import is_counted

EVENTS = ("view", "click", "close")
MOST_EVENTS = 60


# Without a form token, which a page that is the same for everybody cannot hold: nothing of a member's changes here,
# and pages of other sites are known by their Origin, which browsers send along.
@csrf_exempt
@never_cache
@require_POST
def display_events(request):
    """Count what a visitor saw, clicked or closed: `view`, `click` and `close`, each with ids of displays."""
    if urlsplit(request.headers.get("Origin", "")).netloc != request.get_host():
        raise PermissionDenied("이 사이트의 페이지에서만 보낼 수 있습니다.")
    told = [(event, public_id) for event in EVENTS for public_id in request.POST.getlist(event)][:MOST_EVENTS]
    if told and is_counted(request):
        shown = shown_ids()
        count_events(request, [(event, public_id) for event, public_id in told if public_id in shown])
    return HttpResponse(status=204)
