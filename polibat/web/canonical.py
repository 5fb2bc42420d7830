"""The one address of a page, whatever way led to it."""

import re

from django.conf import settings

# Pages that are of use to nobody but whoever is on them: one's own, doors, forms.
PRIVATE = re.compile(
    r"/(?:me|admin|dev|login|signup|find-account|agree|search|reports)(?:/|$)"
    r"|/(?:write|edit|delete|comments|styleguide)/$"
)
# Parameters that make another page of an address; a first page is the address itself.
KEPT = {"page": re.compile(r"[1-9][0-9]{0,8}", re.ASCII), "version": re.compile(r"TP[0-9]{4,9}-VN[0-9]{4,9}", re.ASCII)}


def site_url(request):
    """The scheme and host under which the site is known: SITE_URL, else those of the request."""
    return settings.SITE_URL.rstrip("/") or f"{request.scheme}://{request.get_host()}"


def canonical_address(request):
    """The one address of the page, or "" for a page that no search engine should keep."""
    if PRIVATE.search(request.path) or request.GET.get("q"):
        return ""
    given = {name: request.GET.get(name, "") for name in KEPT}
    kept = [f"{name}={value}" for name, value in given.items() if KEPT[name].fullmatch(value) and value != "1"]
    return f"{site_url(request)}{request.path}{'?' if kept else ''}{'&'.join(kept)}"
