"""What surrounds every request: its id in the log, and a page of our own for limits."""

import re
import uuid

from django.conf import settings
from django.core.exceptions import RequestDataTooBig
from django.db import OperationalError
from django.http import HttpResponseNotAllowed

from polibat.api.middleware import is_for_api
from polibat.security.later import Busy, Later, is_contention
from polibat.web import log, views

PAGE_METHODS = ("GET", "HEAD", "POST")
SAFE_ID = re.compile(r"[A-Za-z0-9-]{8,64}")


def health(get_response):
    """Answer `/health` before anything else is asked of the request, not even the host: load balancers ask by IP."""

    def middleware(request):
        return views.health(request) if request.path == "/health" else get_response(request)

    return middleware


def body_limit(get_response):
    """Refuse a body that no form here needs before anything is read of it (a file of 5 MB and its form fit).

    `BODY_LIMITS` names the few addresses whose forms take more.
    """

    def middleware(request):
        length = request.META.get("CONTENT_LENGTH") or "0"
        limit = settings.BODY_LIMITS.get(request.path, settings.BODY_LIMIT)
        if length.isdecimal() and int(length) > limit:
            return views.bad_request(request, RequestDataTooBig())
        return get_response(request)

    return middleware


def methods(get_response):
    """Refuse on pages what no browser sends from one, before anything is looked at; the API has its own (405 too).

    Which of the three a page answers it says itself (`require_safe`, `require_POST`, …).
    """

    def middleware(request):
        if request.method in PAGE_METHODS or is_for_api(request):
            return get_response(request)
        return HttpResponseNotAllowed(PAGE_METHODS)

    return middleware


def request_id(get_response):
    """Give each request an id (the proxy's when it sent a sane one), for the log and the answer."""

    def middleware(request):
        given = request.headers.get("X-Request-Id", "")
        request.id = given if SAFE_ID.fullmatch(given) else uuid.uuid4().hex
        token = log.request_id.set(request.id)
        try:
            response = get_response(request)
        finally:
            log.request_id.reset(token)
        response["X-Request-Id"] = request.id
        return response

    return middleware


def limits(get_response):
    """Show the page for a limit (429) or too much at once (503) that no form was there to catch."""

    def middleware(request):
        return get_response(request)

    def process_exception(request, exception):
        if isinstance(exception, OperationalError) and is_contention(exception):
            return views.later(request, Busy())
        return views.later(request, exception) if isinstance(exception, Later) else None

    middleware.process_exception = process_exception
    return middleware
