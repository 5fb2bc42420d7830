"""Pages that belong to no single app."""

from django.shortcuts import render
from django.views.decorators.http import require_GET

from boards.models import Board, Comment, Post
from boards.popular import popular_ids
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
    comments = Comment.objects.visible_to(request.user).listed().filter(post__status__in=Post.LISTED)
    return render(
        request,
        "pages/home.html",
        {
            "rolling": comments.select_related("author", "post")
            .defer("post__body", "post__body_text")
            .order_by("-pk")[:ROLLING],
            "free": popular_posts(request.user, Board.FREE),
            "voice": popular_posts(request.user, Board.POLITICIAN),
        },
    )
