"""Whole pages for the signed-out, kept in Redis for seconds; one maker at a time, dropped by version keys on writes."""

import functools
import time

from django.conf import settings
from django.core.cache import cache
from django.db import transaction
from django.http import HttpResponse

KEEP_SECONDS = 60  # a stale page may bridge the making of its successor for so long
LOCK_SECONDS = 5


def _version_key(name):
    return f"page-version:{name}"


def drop_pages(*names):
    """Make every cached page that depends on one of `names` stale once the current transaction is committed."""
    transaction.on_commit(lambda: cache.set_many({_version_key(name): time.time_ns() for name in names}, timeout=None))


def cached_for_visitors(*names):
    """Serve the view's page from the cache to whoever has no session; `names` are the versions it depends on.

    A name may hold fields of the URL, e.g. `"board:{board}"`.
    """

    def decorate(view):
        @functools.wraps(view)
        def wrapper(request, *args, **kwargs):
            if (
                not settings.PAGE_CACHE_SECONDS
                or request.method != "GET"
                or settings.SESSION_COOKIE_NAME in request.COOKIES
                or request.headers.get("HX-Request")
            ):
                return view(request, *args, **kwargs)
            versions = [_version_key(name.format(**kwargs)) for name in names]
            key = f"page:{request.get_host()}:{request.get_full_path()}"
            if len(key) > 300:
                return view(request, *args, **kwargs)
            found = cache.get_many([key, *versions])
            stamp = tuple(found.get(version, 0) for version in versions)
            page = found.get(key)
            if page and (_fresh(page, stamp) or not cache.add(f"{key}:lock", 1, LOCK_SECONDS)):
                return _response(page)
            response = view(request, *args, **kwargs)
            if response.status_code == 200 and not response.cookies and not response.streaming:
                page = {
                    "body": response.content,
                    "type": response["Content-Type"],
                    "until": time.time() + settings.PAGE_CACHE_SECONDS,
                    "stamp": stamp,
                }
                cache.set(key, page, KEEP_SECONDS)
                cache.delete(f"{key}:lock")
                return _response(page)
            return response

        return wrapper

    return decorate


def _fresh(page, stamp):
    return page["stamp"] == stamp and page["until"] > time.time()


def _response(page):
    response = HttpResponse(page["body"], content_type=page["type"])
    response["Cache-Control"] = f"public, max-age=0, s-maxage={settings.PAGE_CACHE_SECONDS}"
    response["Vary"] = "Cookie, HX-Request"
    return response
