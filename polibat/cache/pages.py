"""Cached pages: whole pages for the signed-out, kept in Redis for seconds and invalidated by tags on writes.

While one request makes a page anew, the others get the stale one; where there is none, each makes its own, so no thread
ever waits for another. Without Redis every request makes its own page. The L1 cache holds a fresh page in the process
for a moment, because under load asking Redis again is most of what a cached page costs: what another process
invalidates is seen there that much later.

These pages are the same for everybody and hold nothing secret, so they alone are sent compressed, and answered with 304
to whoever has them already.
"""

import functools
import gzip
import hashlib
import re
import time
from collections.abc import Callable, Sequence
from typing import NamedTuple, TypeAlias, TypedDict
from urllib.parse import urlencode

from django.conf import settings
from django.core.cache import cache
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.cache import get_conditional_response, patch_vary_headers

from polibat.cache.tags import CacheTag, KeyedTag

STALE_SECONDS = 60  # for so long a stale page may bridge the making of its successor
LOCK_SECONDS = 5
LONGEST_KEY = 300
L1_SECONDS = 0.05
L1_MOST = 100
# A number without leading zeros, or a public id: each page has one address under which it is cached.
CANONICAL = re.compile(r"[1-9][0-9]{0,8}|[A-Z]{2}[0-9]{6,12}-[A-Z]{2}[0-9]{4,9}", re.ASCII)
VARY = ("Cookie", "HX-Request", "HX-Target")
TAKES_GZIP = re.compile(r"\bgzip\b(?!\s*;\s*q=0(?:\.0+)?\s*(?:,|$))")

# How a page answers whoever gets to see it: as a whole, or from what the browser has kept.
SHOWN = frozenset({200, 304})

View: TypeAlias = Callable[..., HttpResponseBase]
# Which versions of its tags a page was made from.
Versions: TypeAlias = tuple[int, ...]


class CachedPage(TypedDict):
    """A page as Redis holds it."""

    body: bytes
    packed: bytes
    etag: str
    status: int
    type: str
    expires_at: float
    versions: Versions


class Address(NamedTuple):
    """Where a page is cached, and which keys hold the versions of its tags."""

    key: str
    version_keys: tuple[str, ...]

    @property
    def lock(self) -> str:
        """The key that whoever makes the page holds."""
        return f"{self.key}:lock"


# The tags of every cached view, by its full name, and the parameters with which it is cached.
tags_of_views: dict[str, tuple[CacheTag | KeyedTag, ...]] = {}
parameters_of_views: dict[str, Sequence[str]] = {}
_l1: dict[str, tuple[CachedPage, float]] = {}


def invalidate(*tags: CacheTag) -> None:
    """Make every cached page with one of `tags` stale once the current transaction is committed.

    The versions outlive every page that was made before them, and no longer.
    """
    versions = {tag.version_key: time.time_ns() for tag in tags}

    def bump_versions() -> None:
        cache.set_many(versions, timeout=2 * STALE_SECONDS)
        clear_l1()

    transaction.on_commit(bump_versions)


def clear_l1() -> None:
    """Forget the pages that this process holds."""
    _l1.clear()


def part_of(request: HttpRequest) -> str:
    """The id of the element that htmx wants to replace; "" for a whole page."""
    return request.headers.get("HX-Target", "").rpartition("#")[2] if request.headers.get("HX-Request") else ""


def cache_page_for_visitors(
    *tags: CacheTag | KeyedTag, parameters: Sequence[str] = (), parts: Sequence[str] = ()
) -> Callable[[View], View]:
    """Serve the view's page from the cache to whoever has no session; `tags` are what it depends on.

    Only addresses with no other than the named query `parameters` are cached, so that nobody can fill the cache with
    made-up ones, and of htmx requests those for `parts`.
    """

    def decorate(view: View) -> View:
        name = f"{view.__module__}.{view.__qualname__}"
        tags_of_views[name], parameters_of_views[name] = tags, parameters

        @functools.wraps(view)
        def wrapper(request: HttpRequest, *args: str, **kwargs: str) -> HttpResponseBase:
            if settings.SESSION_COOKIE_NAME in request.COOKIES:
                return _private(view(request, *args, **kwargs))
            key = _key(request, parameters, parts)
            if not key:
                return view(request, *args, **kwargs)
            own = (tag.of_url(kwargs) if isinstance(tag, KeyedTag) else tag for tag in tags)
            address = Address(key, tuple(tag.version_key for tag in own))
            return _serve(request, address, lambda: view(request, *args, **kwargs))

        return wrapper

    return decorate


def _key(request: HttpRequest, parameters: Sequence[str], parts: Sequence[str]) -> str:
    """The key of the page that is asked for; "" for what is not cached."""
    given, part = request.GET, part_of(request)
    if not settings.PAGE_CACHE_SECONDS or request.method != "GET" or not set(given) <= set(parameters):
        return ""
    if request.headers.get("HX-Request") and part not in parts:
        return ""
    if not all(CANONICAL.fullmatch(str(value)) for value in given.values()):
        return ""
    asked = urlencode(sorted((name, given[name]) for name in given))
    key = f"packed-page:{request.get_host()}:{request.path}?{asked}#{part}"
    return key if len(key) <= LONGEST_KEY and key.isprintable() and " " not in key else ""


def _serve(request: HttpRequest, address: Address, make: Callable[[], HttpResponseBase]) -> HttpResponseBase:
    """Answer with the cached page where there is one that may be served; else make it."""
    page, until = _l1.get(address.key, (None, 0))
    if page and until > time.time():
        return _response(request, page)
    page, versions = _look_up(address)
    if page and _is_fresh(page, versions):
        if len(_l1) >= L1_MOST:
            clear_l1()
        _l1[address.key] = page, min(time.time() + L1_SECONDS, page["expires_at"])
        return _response(request, page)
    # Without Redis this is None: nobody holds the lock, and nobody has to give it back.
    has_lock = cache.add(address.lock, 1, LOCK_SECONDS)
    if page and has_lock is False:
        return _response(request, page)
    try:
        return _make(request, address, make, replaces=has_lock is True)
    finally:
        if has_lock:
            cache.delete(address.lock)


def _look_up(address: Address) -> tuple[CachedPage | None, Versions]:
    found = cache.get_many([address.key, *address.version_keys])
    return found.get(address.key), tuple(found.get(key, 0) for key in address.version_keys)


def _make(
    request: HttpRequest, address: Address, make: Callable[[], HttpResponseBase], *, replaces: bool
) -> HttpResponseBase:
    """Make the page and cache it; of those who make it at the same time only one (`replaces`) takes another's place."""
    # Read before the page is made: what changes meanwhile makes it stale.
    _, versions = _look_up(address)
    response = make()
    if not isinstance(response, HttpResponse) or not _is_cacheable(response):
        return response
    page = CachedPage(
        body=response.content,
        packed=gzip.compress(response.content, 5, mtime=0),
        # Weak, because it names the page and not its bytes: packed or not, it is the same.
        etag=f'W/"{hashlib.blake2b(response.content, digest_size=12).hexdigest()}"',
        status=response.status_code,
        type=response.get("Content-Type", ""),
        expires_at=time.time() + settings.PAGE_CACHE_SECONDS,
        versions=versions,
    )
    (cache.set if replaces else cache.add)(address.key, page, STALE_SECONDS)
    return _response(request, page)


def _is_cacheable(response: HttpResponse) -> bool:
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


def _is_fresh(page: CachedPage, versions: Versions) -> bool:
    return page["versions"] == versions and page["expires_at"] > time.time()


def _response(request: HttpRequest, page: CachedPage) -> HttpResponseBase:
    """Answer with the page, packed where that is understood; with 304 where the browser has it."""
    packed = bool(page["body"]) and TAKES_GZIP.search(request.headers.get("Accept-Encoding", ""))
    content = page["packed"] if packed else page["body"]
    response = HttpResponse(content, status=page["status"], content_type=page["type"] or None)
    response["Cache-Control"] = f"public, max-age=0, s-maxage={settings.PAGE_CACHE_SECONDS}"
    patch_vary_headers(response, (*VARY, "Accept-Encoding"))
    if page["status"] != 200:
        return response
    response["ETag"] = page["etag"]
    if packed:
        response["Content-Encoding"] = "gzip"
    answer = get_conditional_response(request, etag=page["etag"], response=response) or response
    answer["Content-Type"] = response["Content-Type"]  # what counts visits asks for it, of 304 too
    return answer


def _private(response: HttpResponseBase) -> HttpResponseBase:
    if "Cache-Control" not in response:
        response["Cache-Control"] = "private, no-cache"
    patch_vary_headers(response, VARY)
    return response
