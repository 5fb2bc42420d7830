"""Numbered pages of a board, at the same cost at any depth (spec B25)."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from boards.models import BoardCounter, Post
from boards.models.post import PostQuerySet
from boards.models.visibility import IS_LISTED
from polibat.cache.statements import PreparedQuery, fetch_all_prepared

SIZE = 10
DEEPEST = 1_000_000_000

# The block in which a page begins is found by adding up the kept totals from the newest block on (beyond the end: the
# last page), and its posts by walking the index of listed posts inside that block. Adding up ends at that block: the
# total has a sum of its own, because one beside the running sum would make PostgreSQL run through all blocks first.
IDS = f"""
    WITH whole AS (
        SELECT sum(listed)::bigint AS total FROM boards_boardcounter WHERE board = %(board)s
    ), counter AS (
        SELECT block, listed, sum(listed) OVER (ORDER BY block DESC ROWS UNBOUNDED PRECEDING) AS upto
        FROM boards_boardcounter WHERE board = %(board)s AND listed > 0
    ), place AS MATERIALIZED (
        SELECT total, least(%(offset)s, (total - 1) / %(size)s * %(size)s) AS skipped,
            block, (upto - listed)::bigint AS before
        FROM whole, counter
        WHERE upto > least(%(offset)s, (total - 1) / %(size)s * %(size)s) ORDER BY block DESC LIMIT 1
    )
    SELECT total, skipped, ARRAY(
        SELECT id FROM boards_post
        WHERE board = %(board)s AND status {IS_LISTED} AND id < (block + 1) * %(block)s
        ORDER BY id DESC OFFSET skipped - before LIMIT %(size)s
    ) FROM place
"""  # noqa: S608 - a constant of our own


def _beside(board: str, post: int) -> PostQuerySet:
    """The listed posts of a board just after and just before the id `post`, by two steps in the index."""
    others = Post.objects.listed().on(board).only("public_id", "board", "title")
    return others.filter(pk__gt=post).order_by("pk")[:1].union(others.filter(pk__lt=post).order_by("-pk")[:1], all=True)


posts_of_list = PreparedQuery(lambda ids: Post.objects.listed().for_list().filter(pk__in=ids).order_by())
_neighbours = PreparedQuery(_beside)


@dataclass(frozen=True, slots=True)
class PostRow:
    """A row of a numbered list: the number that people see, and the post (or what is shown in its place)."""

    number: int
    post: Post


@dataclass
class Page:
    """Some rows of a list, with what the page numbers below it need."""

    rows: list = field(default_factory=list)
    # The numbers of the rows, where the list shows any.
    numbers: list[int] = field(default_factory=list)
    number: int = 1
    total: int = 0
    is_capped: bool = False
    most_pages: int | None = None

    @property
    def numbered(self) -> list[PostRow]:
        """The rows with their numbers."""
        return [PostRow(number, post) for number, post in zip(self.numbers, self.rows, strict=True)]

    @property
    def pages(self) -> int:
        """How many pages there are, at least one."""
        pages = max(1, -(-self.total // SIZE))
        return min(pages, self.most_pages) if self.most_pages else pages

    @property
    def total_text(self) -> str:
        """The total as people read it; `1,000+` where counting stopped."""
        return f"{self.total:,}+" if self.is_capped else f"{self.total:,}"


def page_number(given: str | None) -> int:
    """The page that an address asks for; 1 for whatever is no page number."""
    if not (given and given.isascii() and given.isdigit()):
        return 1
    return max(1, min(int(given[:10]), DEEPEST))


def board_ids(board: str, number: int) -> tuple[int, int, list[int]]:
    """Total, number of posts before, and the ids of page `number` of a board, in one statement."""
    asked = {"board": board, "offset": (number - 1) * SIZE, "size": SIZE, "block": BoardCounter.BLOCK}
    return next(iter(fetch_all_prepared(IDS, asked)), (0, 0, []))


def board_page(board: str, number: int, *, also: Iterable[int] = ()) -> tuple[Page, list[Post]]:
    """Page `number` of a board's listed posts, newest first, and the listed posts among the ids `also`, in their order.

    Two statements, whose cost does not depend on how far down the page is.
    """
    total, skipped, ids = board_ids(board, number)
    posts = {post.pk: post for post in posts_of_list(ids=[*ids, *also])}
    rows = [posts[pk] for pk in ids if pk in posts]
    page = Page(rows, numbers_of(rows, total, skipped), number=skipped // SIZE + 1, total=total)
    return page, [posts[pk] for pk in also if pk in posts]


def neighbours_of(post: Post) -> tuple[Post | None, Post | None]:
    """The newer and the older listed post beside `post`, each or None."""
    found = {other.pk > post.pk: other for other in _neighbours(board=str(post.board), post=post.pk)}
    return found.get(True), found.get(False)


def numbers_of(rows: list, total: int, skipped: int) -> list[int]:
    """Return the numbers that people see beside `rows`: counted down, so that the oldest of `total` is 1."""
    return list(range(total - skipped, total - skipped - len(rows), -1))
