"""Sign in first: who is let in, and where those are sent who have to sign in before."""

import functools
from collections.abc import Callable
from urllib.parse import urlencode, urlsplit

from django.conf import settings
from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme

from polibat.web.requests import SiteRequest

SIGN_IN_FIRST = "로그인이 필요합니다."

View = Callable[..., HttpResponse]


def _members_or(otherwise: Callable[[SiteRequest], HttpResponse]) -> Callable[[View], View]:
    """Let members in; visitors get what `otherwise` answers."""

    def decorator(view: View) -> View:
        @functools.wraps(view)
        def wrapper(request: SiteRequest, *args: object, **kwargs: object) -> HttpResponse:
            return view(request, *args, **kwargs) if request.user.is_authenticated else otherwise(request)

        return wrapper

    return decorator


def _lead_to_sign_in(request: SiteRequest) -> HttpResponse:
    address = sign_in_address(page_of(request))
    if request.htmx:
        return render(request, "components/login_prompt.html", {"text": "", "url": address}, status=401)
    return redirect(address)


def _say_in_json(request: SiteRequest) -> HttpResponse:
    return JsonResponse({"error": SIGN_IN_FIRST, "login": sign_in_address(page_of(request))}, status=401)


def _say_on_my_page(request: SiteRequest) -> HttpResponse:
    return render(request, "components/sign_in_first.html", status=401)


# Visitors are sent to the sign-in page and back, or told to by a piece of page (401) under htmx.
members_only = _members_or(_lead_to_sign_in)
# Visitors get 401 as JSON, for requests that a script sends.
members_only_json = _members_or(_say_in_json)
# Visitors get a page (401) that says so and leads to the sign-in page and back, for what the header links to.
members_only_page = _members_or(_say_on_my_page)


def sign_in_address(back: str) -> str:
    """Return the sign-in page that leads back to `back`, an address on the site; "" leads nowhere."""
    address = _sign_in_page(settings.ROOT_URLCONF)
    return f"{address}?{urlencode({'next': back})}" if back else address


def leads_to_sign_in(response: HttpResponse) -> bool:
    """Whether a redirect leads to the sign-in page, or to that of the back office, which leads there."""
    doors = {_sign_in_page(settings.ROOT_URLCONF), reverse("admin:login")}
    return urlsplit(response.headers.get("Location", "")).path in doors


@functools.lru_cache
def _sign_in_page(urlconf: str) -> str:
    return reverse(settings.LOGIN_URL, urlconf)


def page_of(request: SiteRequest) -> str:
    """Return the page on which the visitor is, which a pressed button is not; "" where that is unknown."""
    if request.method in {"GET", "HEAD"} and not request.htmx:
        return request.get_full_path()
    before = request.headers.get("HX-Current-URL") or request.headers.get("Referer", "")
    if not url_has_allowed_host_and_scheme(before, allowed_hosts={request.get_host()}):
        return ""
    parts = urlsplit(before)
    return f"{parts.path}?{parts.query}" if parts.query else parts.path
