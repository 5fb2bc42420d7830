"""One's own account: the tab 설정 of my page, and who looked at one's address."""

from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.core.paginator import Paginator
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.forms.settings import NicknameForm, PasswordForm
from accounts.models import EmailAccess
from accounts.services import change_nickname, change_password, own_email
from accounts.views.nickname import asks_about_nickname, nickname_answer, nickname_data
from polibat.web.forms import form_page, posted
from polibat.web.sign_in import members_only, members_only_page

ACCESSES_A_PAGE = 20
# In the session, until the tab is shown.
SHOWS_ADDRESS = "shows_own_address"


@never_cache
@members_only_page
@require_safe
def settings(request):
    """설정: nickname, password, what I agreed to, leaving; and once one's own address, where it was asked for."""
    address = ""
    if request.session.pop(SHOWS_ADDRESS, False):
        address = own_email(request.user, purpose="내 이메일 확인") or "열 수 없습니다."
    return _settings_page(request, address=address)


@never_cache
@members_only
@require_http_methods(["GET", "HEAD", "POST"])
def nickname_change(request):
    """Another nickname; what is wrong with it is said in 설정."""
    form = _nickname_form(request, nickname_data(request))
    verdict = None
    if asks_about_nickname(request, form):
        verdict = nickname_answer(request, form)
    elif form.is_bound:
        changed = form.is_valid() and form.perform(
            change_nickname, request.user, nickname=form.cleaned_data["nickname"]
        )
        if not form.errors:
            messages.success(request, "프로필이 성공적으로 수정되었습니다." if changed else "바뀐 내용이 없습니다.")
            return redirect("accounts:settings")
    return _settings_page(request, form, nickname=form, verdict=verdict)


@never_cache
@members_only
@require_http_methods(["GET", "HEAD", "POST"])
def password_change(request):
    """A new password; this browser stays signed in, all others are signed out."""
    member = request.user
    form = PasswordForm(posted(request), asks_current=not member.must_change_password)
    if form.is_bound and form.is_valid():
        values = form.cleaned_data
        form.perform(change_password, member, password=values["password"], current=values.get("current"))
        if not form.errors:
            update_session_auth_hash(request, member)
            messages.success(request, "비밀번호가 성공적으로 변경되었습니다.")
            return redirect("accounts:settings")
    if member.must_change_password:
        return form_page(request, "accounts/password_change.html", form)
    return _settings_page(request, form, password=form)


@never_cache
@members_only
@require_POST
def own_address(request):
    """Have one's own address shown once on the tab; the look is on record like any other."""
    request.session[SHOWS_ADDRESS] = True
    return redirect("accounts:settings")


@never_cache
@members_only
@require_safe
def email_access_list(request):
    """이메일 열람 기록: when, by whom and what for my address was opened."""
    mine = EmailAccess.objects.visible_to(request.user)
    page = Paginator(mine, ACCESSES_A_PAGE).get_page(request.GET.get("page"))
    return render(request, "accounts/email_access_list.html", {"page": page})


def _nickname_form(request, data=None):
    return NicknameForm(data, initial={"nickname": request.user.nickname})


def _settings_page(request, decisive=None, *, nickname=None, password=None, verdict=None, address=""):
    """The whole tab with the form that was sent (`decisive`) as it came back."""
    nickname = nickname or _nickname_form(request)
    context = {
        "nickname_form": nickname,
        "password_form": password or PasswordForm(),
        "verdict": verdict,
        "own_address": address,
        "consents": request.user.consents.select_related("version__template"),
    }
    return form_page(request, "accounts/settings.html", decisive or nickname, **context)
