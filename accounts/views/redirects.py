"""Where log-in leads."""

from urllib.parse import urlsplit

from django.conf import settings
from django.urls import Resolver404, resolve, reverse
from django.utils.http import url_has_allowed_host_and_scheme

# Where nobody is led: in, out, and the pages that lead back themselves.
DOORS = {
    *("accounts:login", "accounts:logout", "accounts:agree", "accounts:two-factor", "accounts:recovery-codes"),
    *("accounts:signup", "accounts:find-account", "politicians:signup", "politicians:signup-done"),
}
BACKEND = "accounts.services.backends.EmailBackend"


def safe_next(request):
    """Where to go after log-in: `next` (or the old `redirect`), only inside the site and never back to log-in."""
    return safe_target(
        request, request.POST.get("next") or request.GET.get("next") or request.GET.get("redirect") or ""
    )


def with_next(name, target, **query):
    """The address of a page on the way that leads on to `target`; `query` is what else stands in it."""
    if target != settings.LOGIN_REDIRECT_URL:
        query["next"] = target
    return reverse(name, query=query)


def shown_next(target):
    """What a form keeps of `target`: nothing where it is the first page anyway."""
    return "" if target == settings.LOGIN_REDIRECT_URL else target


def safe_target(request, target):
    """`target` when it is an address inside the site to which one may be led, else the first page."""
    if not url_has_allowed_host_and_scheme(target, {request.get_host()}, require_https=request.is_secure()):
        return settings.LOGIN_REDIRECT_URL
    try:
        leads_to = resolve(urlsplit(target).path).view_name
    except Resolver404:
        return settings.LOGIN_REDIRECT_URL
    return settings.LOGIN_REDIRECT_URL if leads_to in DOORS else target
