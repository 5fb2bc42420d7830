"""RSS: what is new on a board, and what is said to and by a politician."""

from django.conf import settings
from django.contrib.syndication.views import Feed
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.views.decorators.http import require_safe

from boards.models import Board, Post
from politicians.models import Politician

ITEMS = 30
FIELDS = ("public_id", "board", "title", "excerpt", "published_at")
# What XML cannot hold; titles are cleaned when they are written, feeds of older rows must be readable all the same.
CONTROLS = dict.fromkeys([*range(9), 11, 12, *range(14, 32), 0xFFFE, 0xFFFF])


class PostFeed(Feed):
    """The newest public posts of something."""

    language = "ko"

    def item_title(self, post):
        """Return the title."""
        return post.title.translate(CONTROLS)

    def item_link(self, post):
        """Return its address, of the one host under which the site is known."""
        return f"{settings.SITE_URL}{post.get_absolute_url()}"

    def feed_url(self, found):
        """Return the feed's own address."""
        return f"{self.link(found)}feed/"

    def item_description(self, post):
        """Return the beginning of the text."""
        return post.excerpt.translate(CONTROLS)

    def item_pubdate(self, post):
        """Return when it was published."""
        return post.published_at

    @method_decorator(require_safe)
    def __call__(self, request, *args, **kwargs):
        """Answer as a page that caches may keep for some minutes."""
        response = super().__call__(request, *args, **kwargs)
        response["Cache-Control"] = "public, max-age=60, s-maxage=60"
        return response


class BoardFeed(PostFeed):
    """The newest posts of a board; private suggestions are not among them."""

    def get_object(self, request, board):
        """Return the board of the address."""
        return Board.from_slug(board)

    def title(self, board):
        """Return the name of the feed."""
        return f"{board.label} - 정치방망이"

    def description(self, board):
        """Return what the feed brings."""
        return f"정치방망이 {board.label}의 새 글"

    def link(self, board):
        """Return the page of the board."""
        return f"{settings.SITE_URL}/{board.slug}/"

    def items(self, board):
        """Return the newest posts."""
        return Post.objects.listed().on(board).only(*FIELDS).order_by("-pk")[:ITEMS]


class PoliticianFeed(PostFeed):
    """The newest posts that name a politician or were written by their side."""

    def get_object(self, request, public_id):
        """Return the politician of the address."""
        return get_object_or_404(Politician.objects.only("public_id", "name", "position"), public_id=public_id)

    def title(self, politician):
        """Return the name of the feed."""
        return f"{politician} - 정치방망이"

    def description(self, politician):
        """Return what the feed brings."""
        return f"{politician}에게 묻고 듣는 새 글"

    def link(self, politician):
        """Return the page of the politician."""
        return settings.SITE_URL + reverse("pages:politician-detail", args=[politician.public_id])

    def items(self, politician):
        """Return the newest posts."""
        return Post.objects.listed().filter(politician=politician).only(*FIELDS).order_by("-pk")[:ITEMS]
