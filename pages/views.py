"""Pages that belong to no single app."""

import re

from django.contrib import messages
from django.contrib.auth import logout as end_session
from django.contrib.auth.decorators import login_required
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from accounts.forms.settings import WithdrawForm
from boards.models import Board, Comment, Post
from boards.popular import popular_ids
from pages.hot_poll import hot_poll
from pages.models import Banner, Popup
from pages.services import leave_site
from polibat.canonical import site_url
from polibat.forms import form_page, posted
from polibat.page_cache import cached_for_visitors

ROLLING = 10
DISPLAY_ID = re.compile(r"[A-Z]{2}[0-9]{6,12}", re.ASCII)


def popular_posts(member, *boards):
    """For each board its popular posts that `member` may read, in their order."""
    ids = [popular_ids(board) for board in boards]
    posts = Post.objects.visible_to(member).listed().for_list().in_bulk([pk for of_board in ids for pk in of_board])
    return [[posts[pk] for pk in of_board if pk in posts] for of_board in ids]


def chosen(member, model, preview):
    """The banner or popup whose id is `preview`, for staff, whatever its state; None for anybody else."""
    if not preview.startswith(model.prefix) or not DISPLAY_ID.fullmatch(preview):
        return None
    return model.objects.visible_to(member).filter(public_id=preview).first()


def popups_of(member):
    """The newest popup of each position, the newest first."""
    newest = {}
    for popup in Popup.objects.shown_to(member):
        newest.setdefault(popup.position, popup)
    return list(newest.values())


@require_GET
@cached_for_visitors("home", "board:free", "board:voice", "board:polls")
def home(request):
    """The front page: newest comments rolling by, popular posts of both boards, the hot poll, banners, popups."""
    preview = request.GET.get("preview", "")
    banner, popup = (chosen(request.user, model, preview) for model in (Banner, Popup))
    return home_page(request, banner=banner, popup=popup)


def home_page(request, *, banner=None, popup=None):
    """Render the front page; staff see it with the `banner` or `popup` that they are looking at in its place."""
    comments = Comment.objects.visible_to(request.user).listed().on_public_posts()
    free, voice = popular_posts(request.user, Board.FREE, Board.POLITICIAN)
    banners = [banner] if banner else list(Banner.objects.shown_to(request.user))
    at = Banner.Position
    # What stands elsewhere than on this page is looked at in its first place.
    top = [each for each in banners if each.position == at.MAIN_TOP or (banner and each.position != at.MAIN_BOTTOM)]
    return render(
        request,
        "pages/home.html",
        {
            "rolling": comments.select_related("author", "post")
            .defer("post__body", "post__body_text")
            .order_by("-pk")[:ROLLING],
            "free": free,
            "voice": voice,
            "hot": hot_poll(),
            "banners": top,
            "bottom_banners": [each for each in banners if each.position == at.MAIN_BOTTOM],
            "popups": [popup] if popup else popups_of(request.user),
            "is_preview": bool(banner or popup),
            "structured": {
                "@type": "WebSite",
                "name": "정치방망이",
                "url": f"{site_url(request)}/",
                "inLanguage": "ko",
                "potentialAction": {
                    "@type": "SearchAction",
                    "target": f"{site_url(request)}{reverse('pages:search')}?q={{search_term_string}}",
                    "query-input": "required name=search_term_string",
                },
            },
        },
    )


@never_cache
@login_required
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
