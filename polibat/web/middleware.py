"""What surrounds every request: its id in the log, and a page of our own for limits."""

import logging
import re
import uuid

from django.conf import settings
from django.core.exceptions import RequestDataTooBig
from django.db import OperationalError
from django.http import HttpResponseNotAllowed
from django.utils.functional import LazyObject
from django.utils.log import log_response

from polibat.api.middleware import is_for_api
from polibat.security.later import Busy, Later, is_contention
from polibat.security.networks import trace_of
from polibat.web import log, views
from polibat.web.client import ip_of
from polibat.web.sign_in import leads_to_sign_in

logger = logging.getLogger(__name__)

FIRST_ERROR = 400
# Answers whose line says who asked: not signed in, not allowed, too often.
NOTED = {401, 403, 429}
PAGE_METHODS = ("GET", "HEAD", "POST")
# How long a browser may take to read what was stored.
STORED_SECONDS = 600
SAFE_ID = re.compile(r"[A-Za-z0-9-]{8,64}")


def health(get_response):
    """Answer `/health` before anything else is asked of the request, not even the host: load balancers ask by IP."""

    def middleware(request):
        return views.health(request) if request.path == "/health" else get_response(request)

    return middleware


def resource_policy(get_response):
    """Let other sites embed public files alone: pages and answers are for ours."""
    embeddable = (settings.STATIC_URL, settings.MEDIA_URL, "/og/")

    def middleware(request):
        response = get_response(request)
        policy = "cross-origin" if request.path.startswith(embeddable) else "same-origin"
        response.headers.setdefault("Cross-Origin-Resource-Policy", policy)
        return response

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
            if response.status_code >= FIRST_ERROR:
                _note_refusal(request, response)
        finally:
            log.request_id.reset(token)
        response["X-Request-Id"] = request.id
        return response

    return middleware


def _note_refusal(request, response):
    """Django's line about an answer that refuses, while the id is known; and whose request it was, if somebody's."""
    log_response("%s: %s", response.reason_phrase, request.path, response=response, request=request)
    if response.status_code in NOTED:
        # Who asks is not looked up for this: who was asked for is known by now.
        asker = request.__dict__.get("_cached_user") or request.__dict__.get("user")
        member = getattr(asker, "public_id", "") if not isinstance(asker, LazyObject) else ""
        trace = trace_of(ip_of(request))
        logger.warning("refused", extra={"status_code": response.status_code, "member": member, "network": trace})


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


def stored_words(get_response):
    """Tell the browser which form was stored, so that it forgets what it kept of it (`static/js/kept-words.js`).

    A view stores what it answers with a way on; only the way to the sign-in page means that nothing was stored. A view
    that stores and answers with a page says so by `has_stored` of its response. Stands last, because what turns a
    request away before any view stores nothing either.
    """

    def middleware(request):
        response = get_response(request)
        leads_on = response.status_code in {302, 303} and not leads_to_sign_in(response)
        if request.method == "POST" and (leads_on or getattr(response, "has_stored", False)):
            name = request.POST.get("kept", "")
            if SAFE_ID.fullmatch(name):
                response.set_cookie(
                    f"stored-{name}", "1", max_age=STORED_SECONDS, secure=settings.SESSION_COOKIE_SECURE, samesite="Lax"
                )
        return response

    return middleware
