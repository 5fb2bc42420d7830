"""Signing in and out."""

from urllib.parse import urlsplit

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import login as start_session
from django.contrib.auth import logout as end_session
from django.core.cache import caches
from django.shortcuts import redirect
from django.urls import Resolver404, resolve, reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST
from redis.exceptions import RedisError

from accounts.forms.login import LoginForm
from accounts.services import end_sessions
from polibat.client import ip_of
from polibat.forms import form_page, posted

# Where nobody is led: in, out, and the page that leads back itself.
DOORS = {"accounts:login", "accounts:logout", "accounts:agree"}
BACKEND = "accounts.backends.EmailBackend"


def safe_next(request):
    """Where to go after log-in: `next` (or the old `redirect`), only inside the site and never back to log-in."""
    return safe_target(
        request, request.POST.get("next") or request.GET.get("next") or request.GET.get("redirect") or ""
    )


def safe_target(request, target):
    """`target` when it is an address inside the site to which one may be led, else the first page."""
    if not url_has_allowed_host_and_scheme(target, {request.get_host()}, require_https=request.is_secure()):
        return settings.LOGIN_REDIRECT_URL
    try:
        leads_to = resolve(urlsplit(target).path).view_name
    except Resolver404:
        return settings.LOGIN_REDIRECT_URL
    return settings.LOGIN_REDIRECT_URL if leads_to in DOORS else target


@never_cache
@require_http_methods(["GET", "POST"])
def login(request):
    """Sign in, on the tab of one's kind."""
    target = safe_next(request)
    if request.user.is_authenticated:
        return redirect(target)
    as_politician = request.GET.get("tab") == "politician"
    form = LoginForm(posted(request))
    if form.is_bound and (member := form.find_member(ip=ip_of(request), as_politician=as_politician)):
        start_session(request, member, backend=BACKEND)
        request.session.set_expiry(settings.SESSION_COOKIE_AGE if form.cleaned_data["stay"] else 0)
        messages.success(request, "로그인에 성공하였습니다!")
        return redirect(target if member.has_agreed else agree_address(target))
    return form_page(
        request,
        "accounts/login.html",
        form,
        as_politician=as_politician,
        next=target if target != settings.LOGIN_REDIRECT_URL else "",
        tabs=(
            ("citizen", "일반회원", _tab("", target)),
            ("politician", "정치인", _tab("politician", target)),
        ),
    )


def agree_address(target):
    """The page that asks for agreement to changed policies and leads on to `target`."""
    return reverse("accounts:agree", query={"next": target})


def _tab(tab, target):
    query = {"tab": tab, "next": target if target != settings.LOGIN_REDIRECT_URL else ""}
    return reverse("accounts:login", query={name: value for name, value in query.items() if value})


def _redis_answers():
    try:
        caches["limits"].get("log-out")
    except RedisError:
        return False
    return True


@require_POST
def logout(request):
    """Sign out here, or with `everywhere` on every device.

    While Redis is away it would remember a session that only the database forgot: then all of them end.
    """
    if request.user.is_authenticated and ("everywhere" in request.POST or not _redis_answers()):
        end_sessions(request.user)
    end_session(request)
    return redirect("pages:home")
