"""Joining."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.html import format_html
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from accounts.forms.signup import NicknameField, SignupForm
from accounts.models import Member
from accounts.services import suggest_nickname
from polibat.client import ip_of
from polibat.forms import form_page, posted
from polibat.limits import spend


def signup_tabs():
    """The two tabs of sign-up: key, words, address."""
    return (
        ("citizen", "일반회원 회원가입", reverse("accounts:signup")),
        ("politician", "정치인 가입신청", reverse("politicians:signup")),
    )


@never_cache
@require_http_methods(["GET", "POST"])
def signup(request):
    """Citizens join here; `?tab=politician`, the old address of the other tab, leads there."""
    if request.GET.get("tab") == "politician":
        return redirect("politicians:signup")
    if request.user.is_authenticated:
        return redirect("accounts:settings")
    form = SignupForm(signup_data(request))
    step = signup_step(request, form)
    if step is None and form.is_bound and (member := form.join(ip=ip_of(request))):
        messages.success(request, f"회원가입이 완료되었습니다! {member.nickname}님, 로그인해 주세요.")
        return redirect("accounts:login")
    return signup_page(request, "accounts/signup.html", form, step)


def signup_data(request):
    """What was sent, with a nickname drawn when `자동생성` was pressed without JavaScript; None for a fresh page."""
    if "suggest_nickname" not in request.POST:
        return posted(request)
    data = request.POST.copy()
    data["nickname"] = suggest_nickname()
    return data


def signup_step(request, form):
    """Perform the button inside the form that was pressed; what came of it, or None when the whole form was sent."""
    if "send_code" in request.POST:
        return "sent" if form.send_code(ip=ip_of(request)) else "refused"
    if "check_code" in request.POST:
        return "checked" if form.check_code() else "sent"
    return "nickname" if {"suggest_nickname", "check_nickname"} & {*request.POST} else None


def signup_page(request, template, form, step, **context):
    """The page, or for htmx the part around the address that the pressed button concerns."""
    verdict = None
    if step == "nickname":
        form.errors.clear()
        verdict = nickname_verdict(form.data.get("nickname", "")) if "check_nickname" in request.POST else None
    if request.htmx and step in {"sent", "refused", "checked"}:
        template = "accounts/_signup_email.html"
    # A code that was asked for before, here or a minute ago, still counts: its field stays.
    asks_code = step in {"sent", "checked"} or "code" in form.data or (step == "refused" and bool(form.throttled_for))
    context |= {"step": step, "asks_code": asks_code, "verdict": verdict, "tabs": signup_tabs()}
    return form_page(request, template, form, **context)


def nickname_verdict(nickname):
    """Whether a nickname is well formed and free, in words."""
    try:
        nickname = NicknameField().clean(nickname)
    except ValidationError as error:
        return {"ok": False, "message": error.messages[0]}
    taken = Member.objects.with_nickname(nickname).exists()
    return {"ok": not taken, "message": "이미 사용 중인 닉네임입니다." if taken else "사용 가능한 닉네임입니다."}


@never_cache
@require_GET
def nickname_check(request):
    """Answer the two nickname buttons while the form stays where it is."""
    spend("nickname-check", ip_of(request), times=60, per=600)
    if "suggest" in request.GET:
        return HttpResponse(suggest_nickname(), content_type="text/plain; charset=utf-8")
    verdict = nickname_verdict(request.GET.get("nickname", "")[:100])
    state = "ok" if verdict["ok"] else "error"
    return HttpResponse(
        format_html('<p class="field-note" data-state="{}" role="status">{}</p>', state, verdict["message"])
    )
