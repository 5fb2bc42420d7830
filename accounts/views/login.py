"""Signing in and out."""

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import login as start_session
from django.contrib.auth import logout as end_session
from django.core.cache import caches
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST
from redis.exceptions import RedisError

from accounts.forms.login import LoginForm
from accounts.services import end_sessions, two_factor
from accounts.services.devices import remember_device
from accounts.services.reauthentication import mark_log_in
from accounts.views.redirects import BACKEND, safe_next
from accounts.views.two_factor import ask_for_code
from polibat.web.forms import form_page, posted


@never_cache
@require_http_methods(["GET", "POST"])
def login(request):
    """Sign in, on the tab of one's kind."""
    target = safe_next(request)
    if request.user.is_authenticated:
        return redirect(target)
    as_politician = request.GET.get("tab") == "politician"
    form = LoginForm(posted(request))
    if form.is_bound and (member := form.find_member(request, as_politician=as_politician)):
        stay = form.cleaned_data["stay"]
        if two_factor.is_enrolled(member):
            return ask_for_code(request, member, stay=stay, target=target)
        start_session(request, member, backend=BACKEND)
        request.session.set_expiry(settings.SESSION_COOKIE_AGE if stay else 0)
        if member.kind == member.Kind.STAFF:
            mark_log_in(request, with_code=False)
        messages.success(request, "로그인에 성공하였습니다!")
        response = redirect(target if member.has_agreed else agree_address(target))
        remember_device(request, response, member)
        return response
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
    response = redirect("pages:home")
    # What the browser kept of a member's pages goes; words that were typed stay.
    response["Clear-Site-Data"] = '"cache"'
    return response
