"""What a request is here once the middleware has seen it; for annotations, since Django alone makes requests."""

from django.http import HttpRequest
from django_htmx.middleware import HtmxDetails

from polibat.security.permission import Asker


class SiteRequest(HttpRequest):
    """A request of a member or a visitor, sent by a page or by htmx."""

    user: Asker
    htmx: HtmxDetails
