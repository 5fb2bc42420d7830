"""One's own account."""

from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.contrib.auth.decorators import login_required
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from accounts.forms.settings import NicknameForm, PasswordForm
from accounts.services import change_nickname, change_password
from accounts.views.nickname import asks_about_nickname, nickname_answer, nickname_data
from polibat.forms import form_page, posted


@never_cache
@require_GET
def settings(request):
    """마이페이지: who I am here, what I agreed to; a prompt to sign in for everybody else."""
    if not request.user.is_authenticated:
        return render(request, "accounts/settings_signed_out.html", status=401)
    consents = request.user.consents.select_related("version__template")
    return render(request, "accounts/settings.html", {"consents": consents})


@never_cache
@login_required
@require_http_methods(["GET", "POST"])
def nickname_change(request):
    """Another nickname."""
    form = NicknameForm(nickname_data(request), initial={"nickname": request.user.nickname})
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
    return form_page(request, "accounts/nickname_change.html", form, verdict=verdict)


@never_cache
@login_required
@require_http_methods(["GET", "POST"])
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
    return form_page(request, "accounts/password_change.html", form)
