"""Signing in and out."""

from django.contrib import messages
from django.contrib.auth import logout as end_session
from django.core.cache import caches
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST
from redis.exceptions import RedisError

from accounts.forms.login import LoginForm
from accounts.services import end_sessions
from accounts.views.redirects import safe_next, shown_next, with_next
from accounts.views.session import sign_in
from polibat.web.forms import form_page, posted

# What whoever chose the tab that is not theirs is told, by whether it was the one of politicians.
OTHER_TAB = {
    True: "정치인 계정이 아니어서 일반회원으로 로그인했습니다.",
    False: "일반회원 계정이 아니어서 정치인 계정으로 로그인했습니다.",
}


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def login(request):
    """Sign in, on the tab of one's kind; on the other one too, which is then told."""
    target = safe_next(request)
    if request.user.is_authenticated:
        return redirect(target)
    as_politician = request.GET.get("tab") == "politician"
    form = LoginForm(posted(request))
    if form.is_bound and (member := form.find_member(request)):
        if as_politician != member.speaks_for_politician:
            messages.info(request, OTHER_TAB[as_politician])
        words = "로그인에 성공하였습니다!"
        return sign_in(request, member, words=words, target=target, stay=form.cleaned_data["stay"])
    return form_page(
        request,
        "accounts/login.html",
        form,
        as_politician=as_politician,
        next=shown_next(target),
        tabs=(
            ("citizen", "일반회원", with_next("accounts:login", target)),
            ("politician", "정치인", with_next("accounts:login", target, tab="politician")),
        ),
        signup=with_next("politicians:signup" if as_politician else "accounts:signup", target),
        find_account=with_next("accounts:find-account", target),
    )


def agree_address(target):
    """The page that asks for agreement to changed policies and leads on to `target`."""
    return reverse("accounts:agree", query={"next": target})


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
