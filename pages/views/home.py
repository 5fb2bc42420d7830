"""Pages that belong to no single app."""

from django.contrib import messages
from django.contrib.auth import logout as end_session
from django.shortcuts import redirect
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from accounts.forms.settings import WithdrawForm
from displays.models import Banner, Popup
from displays.queries.active_displays import chosen
from pages.queries.front_page import home_page
from pages.services import leave_site
from polibat.cache.pages import cached_for_visitors
from polibat.web.forms import form_page, posted
from polibat.web.sign_in import members_only


@require_GET
@cached_for_visitors("home", "board:free", "board:voice", "board:polls")
def home(request):
    """The front page: newest comments rolling by, popular posts of both boards, the hot poll, banners, popups."""
    preview = request.GET.get("preview", "")
    banner, popup = (chosen(request.user, model, preview) for model in (Banner, Popup))
    return home_page(request, banner=banner, popup=popup)


@never_cache
@members_only
@require_http_methods(["GET", "POST"])
def withdrawal(request):
    """Leave for good."""
    form = WithdrawForm(posted(request))
    if form.is_bound and form.is_valid():
        form.perform(leave_site, request.user, password=form.cleaned_data["password"])
        if not form.errors:
            end_session(request)
            messages.success(request, "회원 탈퇴가 완료되었습니다.")
            return redirect("pages:home")
    return form_page(request, "pages/withdrawal.html", form)
