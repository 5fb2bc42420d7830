"""Not for search engines: pages say it in their head, whatever is no page in a header."""

from django.http import HttpResponse
from django.utils.safestring import SafeString, mark_safe

HEADER = "X-Robots-Tag"
NOINDEX = mark_safe('<meta name="robots" content="noindex">')


def noindex() -> SafeString:
    """Return the wish that a page be not kept, for its head."""
    return NOINDEX


def keep_out(response: HttpResponse, *, follow: bool = True) -> HttpResponse:
    """Wish that a response be not kept, and without `follow` that nobody goes where it leads; return it."""
    response[HEADER] = "noindex" if follow else "noindex, nofollow"
    return response
