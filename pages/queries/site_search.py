"""What fits a search over the whole site, kind by kind."""

from django.db.models import Count, Window

from accounts.models import Viewer
from boards.models import Board, Post
from boards.queries.pagination import Page
from boards.queries.search import Search, first_page, hits_of, really_fits
from politicians.models import Politician
from polls.queries.search import page_of_polls

ROWS = 5
# 불편/제안 has a search of its own: private titles must not leak, not even into a number.
BOARDS = [Board.FREE, Board.POLITICIAN, Board.POLL, Board.NOTICE]


def found_on_boards(asked: Search, member: Viewer) -> tuple[dict[Board, Page], Page]:
    """A page of the newest finds for each board, and one of those on the two boards of posts together."""
    found = search_boards(asked, BOARDS, member, ROWS)
    free, voice = found[Board.FREE], found[Board.POLITICIAN]
    both = Page(
        rows=sorted([*free.rows, *voice.rows], key=lambda post: -post.pk)[:ROWS],
        total=free.total + voice.total,
        is_capped=free.is_capped or voice.is_capped,
    )
    return found, both


def search_boards(asked: Search, boards: list[Board], member: Viewer, size: int) -> dict[Board, Page]:
    """Return the newest `size` of what fits `asked` on each of `boards`: a statement for each, and one for the posts.

    Rows are posts, on 투표 polls. Where everything that was found is shown, the total is exact.
    """
    if asked.hint:
        return {board: Page() for board in boards}
    hits = {board: hits_of(asked, board, 1, size) for board in boards}
    posts = Post.objects.visible_to(member).listed().for_search()
    posts = posts.in_bulk([pk for board in boards if board != Board.POLL for pk in hits[board].ids])
    pages = {}
    for board in boards:
        if board == Board.POLL:
            pages[board] = page_of_polls(asked, member, hits[board])
        else:
            found = [posts[pk] for pk in hits[board].ids if pk in posts]
            pages[board] = first_page([post for post in found if really_fits(post, asked)], hits[board].total)
        if hits[board].total <= size:
            pages[board].total = len(pages[board].rows)
    return pages


def found_politicians(asked: Search) -> Page:
    """A page of the politicians whom the words fit."""
    found = Politician.objects.matching(asked.q).with_party().annotate(found=Window(Count("pk")))
    rows = list(found[:ROWS])
    return Page(rows=rows, total=rows[0].found if rows else 0)  # pyright: ignore[reportAttributeAccessIssue] - annotated above
