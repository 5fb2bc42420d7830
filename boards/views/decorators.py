"""Who comes in, and where those are sent who first have to sign in."""

import functools
from urllib.parse import urlencode, urlsplit

from django.http import JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme

LOGIN_FIRST = "로그인이 필요합니다."


def members_only(view):
    """Let members in; a visitor is sent to the log-in page and back, or told to by a piece of page (401) under htmx."""

    @functools.wraps(view)
    def wrapper(request, *args, **kwargs):
        if request.user.is_authenticated:
            return view(request, *args, **kwargs)
        address = login_address(request)
        if request.htmx:
            return render(request, "components/login_prompt.html", {"text": "", "url": address}, status=401)
        return redirect(address)

    return wrapper


def members_only_json(view):
    """Let members in; a visitor gets 401 as JSON, for requests that a script sends."""

    @functools.wraps(view)
    def wrapper(request, *args, **kwargs):
        if request.user.is_authenticated:
            return view(request, *args, **kwargs)
        return JsonResponse({"error": LOGIN_FIRST, "login": login_address(request)}, status=401)

    return wrapper


def login_address(request):
    """The log-in page that leads back to the page on which the visitor is, which a pressed button is not."""
    here = request.get_full_path() if request.method == "GET" and not request.htmx else _page_before(request)
    return f"{reverse('accounts:login')}?{urlencode({'next': here})}" if here else reverse("accounts:login")


def way_back(request, default):
    """Where a form was opened from and leads back to (`next`, on my page only); else `default`."""
    target = request.POST.get("next") or request.GET.get("next") or ""
    is_ours = url_has_allowed_host_and_scheme(target, allowed_hosts=None) and target.startswith("/me/")
    return target if is_ours and target.isprintable() else default


def _page_before(request):
    before = request.headers.get("HX-Current-URL") or request.headers.get("Referer", "")
    if not url_has_allowed_host_and_scheme(before, allowed_hosts={request.get_host()}):
        return ""
    parts = urlsplit(before)
    return f"{parts.path}?{parts.query}" if parts.query else parts.path
