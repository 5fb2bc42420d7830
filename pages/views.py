"""Pages that belong to no single app."""

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
from pages.services import leave_site
from polibat.canonical import site_url
from polibat.forms import form_page, posted
from polibat.page_cache import cached_for_visitors

ROLLING = 10


def popular_posts(member, board):
    """The popular posts of a board that `member` may read, in their order."""
    ids = popular_ids(board)
    posts = Post.objects.visible_to(member).listed().for_list().in_bulk(ids)
    return [posts[pk] for pk in ids if pk in posts]


@require_GET
@cached_for_visitors("home", "board:free", "board:voice")
def home(request):
    """The front page: newest comments rolling by, popular posts of both boards."""
    comments = Comment.objects.visible_to(request.user).listed().on_public_posts()
    return render(
        request,
        "pages/home.html",
        {
            "rolling": comments.select_related("author", "post")
            .defer("post__body", "post__body_text")
            .order_by("-pk")[:ROLLING],
            "free": popular_posts(request.user, Board.FREE),
            "voice": popular_posts(request.user, Board.POLITICIAN),
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
