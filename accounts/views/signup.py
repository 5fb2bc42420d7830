"""Joining."""

from django.shortcuts import redirect
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from accounts.forms.signup import SignupForm
from accounts.views.nickname import asks_about_nickname, nickname_answer, nickname_data
from accounts.views.redirects import safe_next, shown_next, with_next
from accounts.views.session import sign_in
from polibat.web.client import ip_of
from polibat.web.forms import form_page


def signup_tabs(target):
    """The two tabs of sign-up: key, words, address."""
    return (
        ("citizen", "일반회원 회원가입", with_next("accounts:signup", target)),
        ("politician", "정치인 가입신청", with_next("politicians:signup", target)),
    )


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def signup(request):
    """Citizens join here, are signed in, and go on to where they came from.

    `?tab=politician`, the old address of the other tab, leads there.
    """
    target = safe_next(request)
    if request.GET.get("tab") == "politician":
        return redirect(with_next("politicians:signup", target))
    if request.user.is_authenticated:
        return redirect(target) if shown_next(target) else redirect("pages:me")
    form = SignupForm(nickname_data(request))
    step = signup_step(request, form)
    if step is None and form.is_bound and (member := form.join(ip=ip_of(request))):
        words = f"회원가입이 완료되었습니다! {member.nickname}님, 환영합니다."
        return sign_in(request, member, words=words, target=target)
    return signup_page(request, "accounts/signup.html", form, step)


def signup_step(request, form):
    """Perform the button inside the form that was pressed; what came of it, or None when the whole form was sent."""
    if "send_code" in request.POST:
        return "sent" if form.send_code(ip=ip_of(request)) else "refused"
    if "check_code" in request.POST:
        return "checked" if form.check_code() else "sent"
    return "nickname" if asks_about_nickname(request, form) else None


def signup_page(request, template, form, step, **context):
    """The page, or for htmx the part around the address that the pressed button concerns."""
    if request.htmx and step in {"sent", "refused", "checked"}:
        template = "accounts/_signup_email.html"
    # A code that was asked for before, here or a minute ago, still counts: its field stays.
    asks_code = step in {"sent", "checked"} or "code" in form.data or (step == "refused" and bool(form.later))
    target = safe_next(request)
    context |= {
        "step": step,
        "asks_code": asks_code,
        "verdict": nickname_answer(request, form) if step == "nickname" else None,
        "tabs": signup_tabs(target),
        "next": shown_next(target),
    }
    return form_page(request, template, form, **context)
