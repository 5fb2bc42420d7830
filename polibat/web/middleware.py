"""What surrounds every request: its id in the log, and a page of our own for limits."""

import re
import uuid

from django.conf import settings
from django.core.exceptions import RequestDataTooBig

from polibat.security.limits import Throttled
from polibat.web import log, views
from polibat.web.sign_in import leads_to_sign_in

# How long a browser may take to read what was stored.
STORED_SECONDS = 600
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
    """Show the 429 page for a limit that no form was there to catch."""

    def middleware(request):
        return get_response(request)

    def process_exception(request, exception):
        return views.throttled(request, exception.wait) if isinstance(exception, Throttled) else None

    middleware.process_exception = process_exception
    return middleware


def stored_words(get_response):
    """Tell the browser which form was stored, so that it forgets what it kept of it (`static/js/kept-words.js`).

    A view stores what it answers with a way on; only the way to the sign-in page means that nothing was stored. Stands
    last, because what turns a request away before any view stores nothing either.
    """

    def middleware(request):
        response = get_response(request)
        if request.method == "POST" and response.status_code in {302, 303} and not leads_to_sign_in(response):
            name = request.POST.get("kept", "")
            if SAFE_ID.fullmatch(name):
                response.set_cookie(
                    f"stored-{name}", "1", max_age=STORED_SECONDS, secure=settings.SESSION_COOKIE_SECURE, samesite="Lax"
                )
        return response

    return middleware
