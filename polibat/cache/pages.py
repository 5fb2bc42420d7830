"""Whole pages for the signed-out, kept in Redis for seconds; one maker at a time, dropped by version keys on writes.

While a page is made anew the one before is served; where there is none, the others wait for a moment. Without Redis
every request makes its own page. A page that was found fresh stays in the process for a moment, because under load
asking Redis again is most of what a kept page costs: another process' write shows there that much later.
"""

import functools
import re
import time
from urllib.parse import urlencode

from django.conf import settings
from django.core.cache import cache
from django.db import transaction
from django.http import HttpResponse
from django.utils.cache import patch_vary_headers

KEEP_SECONDS = 60  # a stale page may bridge the making of its successor for so long
LOCK_SECONDS = 5
WAIT_SECONDS = 1.0
LONGEST_KEY = 300
NEAR_SECONDS = 0.05
MOST_NEAR = 100
# A number without leading zeros, or a public id: each page has one address under which it is kept.
CANONICAL = re.compile(r"[1-9][0-9]{0,8}|[A-Z]{2}[0-9]{6,12}-[A-Z]{2}[0-9]{4,9}", re.ASCII)
VARY = ("Cookie", "HX-Request", "HX-Target")

_near = {}


def _version_key(name):
    return f"page-version:{name}"


def drop_pages(*names):
    """Make every cached page that depends on one of `names` stale once the current transaction is committed.

    The versions outlive every page that was made before them, and no longer.
    """
    versions = {_version_key(name): time.time_ns() for name in names}

    def drop():
        cache.set_many(versions, timeout=2 * KEEP_SECONDS)
        forget_near()

    transaction.on_commit(drop)


def forget_near():
    """Forget the pages that stay in this process for a moment."""
    _near.clear()


def part_of(request):
    """The id of the element that htmx wants to replace; "" for a whole page."""
    return request.headers.get("HX-Target", "").rpartition("#")[2] if request.headers.get("HX-Request") else ""


def cached_for_visitors(*names, parameters=(), parts=()):
    """Serve the view's page from the cache to whoever has no session; `names` are the versions it depends on.

    A name may hold fields of the URL, e.g. `"board:{board}"`. Only addresses with no other than the named query
    `parameters` are kept, so that nobody can fill the cache with made-up ones, and of htmx requests those for `parts`.
    """

    def decorate(view):
        @functools.wraps(view)
        def wrapper(request, *args, **kwargs):
            if settings.SESSION_COOKIE_NAME in request.COOKIES:
                return _private(view(request, *args, **kwargs))
            key = _key(request, parameters, parts)
            if not key:
                return view(request, *args, **kwargs)
            versions = [_version_key(name.format(**kwargs)) for name in names]
            return _from_cache(key, versions) or _make(key, versions, lambda: view(request, *args, **kwargs))

        return wrapper

    return decorate


def _key(request, parameters, parts):
    """The key of the page that is asked for; "" for what is not kept."""
    given, part = request.GET, part_of(request)
    if not settings.PAGE_CACHE_SECONDS or request.method != "GET" or not set(given) <= set(parameters):
        return ""
    if request.headers.get("HX-Request") and part not in parts:
        return ""
    if not all(CANONICAL.fullmatch(value) for value in given.values()):
        return ""
    asked = urlencode(sorted((name, given[name]) for name in given))
    key = f"page:{request.get_host()}:{request.path}?{asked}#{part}"
    return key if len(key) <= LONGEST_KEY and key.isprintable() and " " not in key else ""


def _from_cache(key, versions):
    """The kept page as a response when it is fresh, or when somebody else is making its successor; else None.

    None means that this request makes the page.
    """
    page, until = _near.get(key, (None, 0))
    if until > time.time():
        return _response(page)
    page, stamp = _look(key, versions)
    if page and _is_fresh(page, stamp):
        if len(_near) >= MOST_NEAR:
            forget_near()
        _near[key] = page, min(time.time() + NEAR_SECONDS, page["until"])
        return _response(page)
    # True: this request is the maker; False: somebody else is; None: Redis is away.
    if cache.add(f"{key}:lock", 1, LOCK_SECONDS) is not False:
        return None
    if page:
        return _response(page)
    deadline = time.monotonic() + WAIT_SECONDS
    while not page and time.monotonic() < deadline:
        time.sleep(0.02)
        found = cache.get_many([key, f"{key}:lock"])
        page = found.get(key)
        if f"{key}:lock" not in found:
            break
    return _response(page) if page else None


def _look(key, versions):
    found = cache.get_many([key, *versions])
    return found.get(key), tuple(found.get(version, 0) for version in versions)


def _make(key, versions, view):
    # Read before the page is made: what changes meanwhile makes it stale.
    _, stamp = _look(key, versions)
    try:
        response = view()
        if not _may_be_kept(response):
            return response
        page = {
            "body": response.content,
            "status": response.status_code,
            "type": response.get("Content-Type", ""),
            "until": time.time() + settings.PAGE_CACHE_SECONDS,
            "stamp": stamp,
        }
        cache.set(key, page, KEEP_SECONDS)
        return _response(page)
    finally:
        cache.delete(f"{key}:lock")


def _may_be_kept(response):
    """Only what is the same for everybody: no cookie, and no form token, which belongs to one visitor.

    A view that answers a made-up address all the same says `no-store`.
    """
    return (
        response.status_code in {200, 204}
        and not response.streaming
        and not response.cookies
        and "no-store" not in response.get("Cache-Control", "")
        and b"csrfmiddlewaretoken" not in response.content
    )


def _is_fresh(page, stamp):
    return page["stamp"] == stamp and page["until"] > time.time()


def _response(page):
    response = HttpResponse(page["body"], status=page["status"], content_type=page["type"] or None)
    response["Cache-Control"] = f"public, max-age=0, s-maxage={settings.PAGE_CACHE_SECONDS}"
    patch_vary_headers(response, VARY)
    return response


def _private(response):
    if "Cache-Control" not in response:
        response["Cache-Control"] = "private, no-cache"
    patch_vary_headers(response, VARY)
    return response
