"""What the front page is made of; shown by its view, and by the back office before something is stored."""

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse

from accounts.models import Viewer
from accounts.queries.requests import ViewerRequest
from boards.models import Board, Comment, Post
from boards.queries.popular import popular_ids
from displays.models import Banner, Popup
from displays.queries.active_displays import banners_at
from pages.queries.hot_poll import hot_poll
from polibat.web.canonical import site_url

ROLLING = 10


def popular_posts(member: Viewer, *boards: Board) -> list[list[Post]]:
    """For each board its popular posts that `member` may read, in their order."""
    ids = [popular_ids(board) for board in boards]
    posts = Post.objects.visible_to(member).listed().for_list().in_bulk([pk for of_board in ids for pk in of_board])
    return [[posts[pk] for pk in of_board if pk in posts] for of_board in ids]


def popups_of(member: Viewer) -> list[Popup]:
    """The newest popup of each position, the newest first."""
    newest = {}
    for popup in Popup.objects.shown_to(member):
        newest.setdefault(popup.position, popup)
    return list(newest.values())


def home_page(request: ViewerRequest, *, banner: Banner | None = None, popup: Popup | None = None) -> HttpResponse:
    """Render the front page; staff see it with the `banner` or `popup` that they are looking at in its place."""
    comments = Comment.objects.visible_to(request.user).listed().on_public_posts()
    free, voice = popular_posts(request.user, Board.FREE, Board.POLITICIAN)
    at = Banner.Position
    banners = [banner] if banner else banners_at(request.user, at.MAIN_TOP, at.MAIN_BOTTOM)
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
