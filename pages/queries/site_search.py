"""What fits a search over the whole site, kind by kind."""

from django.db.models import Count, Window

from boards.models import Board
from boards.queries.pagination import Page
from boards.queries.search import search_boards
from politicians.models import Politician

ROWS = 5
# 불편/제안 has a search of its own: private titles must not leak, not even into a number.
BOARDS = [Board.FREE, Board.POLITICIAN, Board.POLL, Board.NOTICE]


def found_on_boards(asked, member):
    """A page of the newest finds for each board, and one of those on the two boards of posts together."""
    found = search_boards(asked, BOARDS, member, ROWS)
    free, voice = found[Board.FREE], found[Board.POLITICIAN]
    both = Page(
        rows=sorted([*free.rows, *voice.rows], key=lambda post: -post.pk)[:ROWS],
        total=free.total + voice.total,
        is_capped=free.is_capped or voice.is_capped,
    )
    return found, both


def found_politicians(asked):
    """A page of the politicians whom the words fit."""
    found = Politician.objects.matching(asked.q).with_party().annotate(found=Window(Count("pk")))
    rows = list(found[:ROWS])
    return Page(rows=rows, total=rows[0].found if rows else 0)
