"""The search over the whole site: posts, politicians, polls and notices, with a way on into each one's own search."""

from dataclasses import dataclass, field
from urllib.parse import urlencode

from django.db.models import Count, Window
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from boards.models import Board
from boards.pagination import Page
from boards.search import CAP, Search, search_boards
from polibat.page_cache import cached_for_visitors
from politicians.models import Politician

ROWS = 5
# 불편/제안 has a search of its own: private titles must not leak, not even into a number.
BOARDS = [Board.FREE, Board.POLITICIAN, Board.VOTE, Board.NOTICE]


@dataclass
class Section:
    """One kind of what was found: some rows, how many there are in all, and where all of them are."""

    key: str
    label: str
    rows: list
    total: int
    is_capped: bool = False
    more: list = field(default_factory=list)

    @property
    def total_text(self):
        """How many there are as people read it; `1,000+` where counting stopped."""
        return f"{CAP:,}+" if self.is_capped or self.total > CAP else f"{self.total:,}"


@require_safe
@cached_for_visitors()
def search(request):
    """What fits `?q=`, kind by kind; without words a page that asks for some."""
    asked = Search.asked({"q": request.GET.get("q", "")})
    sections = _sections(asked, request.user) if asked and not asked.hint else []
    context = {"search": asked, "sections": sections, "is_found": any(section.rows for section in sections)}
    return render(request, "pages/search.html", context)


def _sections(asked, member):
    found = search_boards(asked, BOARDS, member, ROWS)
    free, voice = found[Board.FREE], found[Board.POLITICIAN]
    posts = Section(
        "posts",
        "게시글",
        sorted([*free.rows, *voice.rows], key=lambda post: -post.pk)[:ROWS],
        free.total + voice.total,
        free.is_capped or voice.is_capped,
        [*_more(Board.FREE, free, asked), *_more(Board.POLITICIAN, voice, asked)],
    )
    return [posts, _politicians(asked), *(_board(board, found[board], asked) for board in (Board.VOTE, Board.NOTICE))]


def _board(board, page, asked):
    return Section(board.slug, board.label, page.rows, page.total, page.is_capped, _more(board, page, asked))


def _more(board, page, asked):
    """The way into the board's own search, where there is something to see."""
    return [(f"{board.label} {page.total_text}건 보기", _address(f"/{board.slug}/", asked))] if page.rows else []


def _politicians(asked):
    found = Politician.objects.matching(asked.q)
    rows = list(found.with_party().annotate(found=Window(Count("pk")))[:ROWS])
    page = Page(rows=rows, total=rows[0].found if rows else 0)
    address = _address(reverse("politicians:politician-list"), asked)
    more = [(f"정치인 {page.total_text}명 보기", address)] if page.rows else []
    return Section("politicians", "정치인", page.rows, page.total, more=more)


def _address(path, asked):
    return f"{path}?{urlencode({'q': asked.q})}"
