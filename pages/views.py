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


def displays(member, model, preview):
    """The banners or popups on the page; staff may have a look at the one whose id is `preview`, before everybody."""
    is_asked = preview.startswith(model.prefix) and DISPLAY_ID.fullmatch(preview)
    chosen = list(model.objects.visible_to(member).filter(public_id=preview)) if is_asked else []
    return chosen or list(model.objects.shown())


def popups_of(member, preview):
    """The newest popup of each position, the newest first."""
    newest = {}
    for popup in displays(member, Popup, preview):
        newest.setdefault(popup.position, popup)
    return list(newest.values())


@require_GET
@cached_for_visitors("home", "board:free", "board:voice", "board:polls")
def home(request):
    """The front page: newest comments rolling by, popular posts of both boards, the hot poll, banners, popups."""
    preview = request.GET.get("preview", "")
    comments = Comment.objects.visible_to(request.user).listed().on_public_posts()
    free, voice = popular_posts(request.user, Board.FREE, Board.POLITICIAN)
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
            "banners": displays(request.user, Banner, preview),
            "popups": popups_of(request.user, preview),
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
