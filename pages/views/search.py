"""The search over the whole site: posts, politicians, polls and notices, with a way on into each one's own search."""

from dataclasses import dataclass, field
from urllib.parse import urlencode

from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from boards.models import Board
from boards.queries.search import CAP, Search
from pages.queries.site_search import found_on_boards, found_politicians
from polibat.cache.pages import cached_for_visitors


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
    found, both = found_on_boards(asked, member)
    free, voice = found[Board.FREE], found[Board.POLITICIAN]
    more = [*_more(Board.FREE, free, asked), *_more(Board.POLITICIAN, voice, asked)]
    posts = Section("posts", "게시글", both.rows, both.total, both.is_capped, more)
    return [posts, _politicians(asked), *(_board(board, found[board], asked) for board in (Board.POLL, Board.NOTICE))]


def _board(board, page, asked):
    return Section(board.slug, board.label, page.rows, page.total, page.is_capped, _more(board, page, asked))


def _more(board, page, asked):
    """The way into the board's own search, where there is something to see."""
    return [(f"{board.label} {page.total_text}건 보기", _address(f"/{board.slug}/", asked))] if page.rows else []


def _politicians(asked):
    page = found_politicians(asked)
    address = _address(reverse("politicians:politician-list"), asked)
    more = [(f"정치인 {page.total_text}명 보기", address)] if page.rows else []
    return Section("politicians", "정치인", page.rows, page.total, more=more)


def _address(path, asked):
    return f"{path}?{urlencode({'q': asked.q})}"
