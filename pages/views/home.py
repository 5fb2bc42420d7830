"""Pages that belong to no single app."""

from django.contrib import messages
from django.contrib.auth import logout as end_session
from django.shortcuts import redirect
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from accounts.forms.settings import WithdrawForm
from accounts.services import withdraw
from boards.models import Board
from displays.models import Banner, Popup
from displays.queries.active_displays import chosen
from pages.queries.front_page import home_page
from polibat.cache.pages import cache_page_for_visitors
from polibat.cache.tags import Tag
from polibat.web.forms import form_page, posted
from polibat.web.sign_in import members_only

SHOWN_BOARDS = (Board.FREE, Board.POLITICIAN, Board.POLL)


@require_safe
@cache_page_for_visitors(Tag.HOME, Tag.NAME_CARDS, *(Tag.board(board.slug) for board in SHOWN_BOARDS))
def home(request):
    """The front page: newest comments rolling by, popular posts of both boards, the hot poll, banners, popups."""
    preview = request.GET.get("preview", "")
    banner, popup = (chosen(request.user, model, preview) for model in (Banner, Popup))
    return home_page(request, banner=banner, popup=popup)


@never_cache
@members_only
@require_http_methods(["GET", "HEAD", "POST"])
def withdrawal(request):
    """Leave for good."""
    form = WithdrawForm(posted(request))
    if form.is_bound and form.is_valid():
        form.perform(withdraw, request.user, password=form.cleaned_data["password"])
        if not form.errors:
            end_session(request)
            messages.success(request, "회원 탈퇴가 완료되었습니다.")
            return redirect("pages:home")
    return form_page(request, "pages/withdrawal.html", form)
