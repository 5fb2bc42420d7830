"""Search on a board: by words, author, date or district, newest first, in one indexed statement (spec B27).

Words are looked up in the index of `SearchDocument`. A frequent word has far more hits than anybody reads, so the index
is asked for the newest stretches of ids first and for everything only when these hold too few; counting stops at 1,000.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Self

from django.db import connection
from django.db.models import TextChoices

from accounts.models import Member, Viewer
from boards.models import Board, Post
from boards.models.visibility import IS_LISTED
from boards.queries.date_search import days_of
from boards.queries.lexemes import (
    OPTION,
    SHIFTS,
    TITLE,
    author_lexeme,
    board_lexeme,
    politician_lexeme,
    stretch_prefix,
)
from boards.queries.pagination import SIZE, Page, numbers_of
from polibat.cache.statements import PreparedQuery, fetch_all_prepared
from polibat.text import clean_line
from polibat.text.bigrams import fold, query_of
from politicians.models import Politician

LONGEST = 100
CAP = 1_000
MOST_AUTHORS = 100
MOST_POLITICIANS = 300

NOTHING_TO_FIND = "한글, 영문, 숫자를 넣어 검색해 주세요."
NO_DATE = "날짜로 검색하려면 26.11.23. 또는 2026-11-23, 2026.11, 11.23처럼 입력해 주세요."


class Condition(TextChoices):
    """What is compared with what was typed; the values stand in addresses."""

    ALL = "all", "통합검색"
    TITLE_CONTENT = "title-content", "제목+내용"
    TITLE = "title", "제목"
    AUTHOR = "author", "작성자"
    DATE = "date", "작성일"
    DISTRICT = "district", "지역구"


@dataclass(frozen=True)
class Search:
    """What was asked: the words, cleaned and bounded, and where to look for them."""

    q: str
    condition: str = Condition.ALL

    @classmethod
    def asked(cls, parameters: Mapping[str, str]) -> Self | None:
        """The search of an address (`?q=…&in=…`); None when nothing was typed."""
        q = clean_line(parameters.get("q", "")[: LONGEST * 4])[:LONGEST].strip()
        condition = parameters.get("in", "")
        return cls(q, condition if condition in Condition.values else Condition.ALL) if q else None

    @cached_property
    def terms(self) -> list[str]:
        """The words to be marked in what was found."""
        return self.q.split() if self.looks_at_text else []

    @cached_property
    def authors(self) -> str:
        """The lexemes of members of this nickname; the newest hundred, because a bound must be somewhere."""
        words, typed = query_of(self.q), fold(self.q)
        found = _named(words=words) if words else []
        return " | ".join(f"'{author_lexeme(member.pk)}'" for member in found if typed in fold(member.nickname))

    @property
    def looks_at_text(self) -> bool:
        """Whether title or content are compared."""
        return self.condition in {Condition.ALL, Condition.TITLE_CONTENT, Condition.TITLE}

    @property
    def hint(self) -> str:
        """Why nothing can be found with what was typed; "" when something can."""
        if self.condition == Condition.DATE:
            return "" if days_of(self.q) else NO_DATE
        return "" if query_of(self.q) else NOTHING_TO_FIND


@dataclass
class Hits:
    """What an index finds: how many (1,001 where counting stopped), and the ids of a page, the newest first."""

    total: int = 0
    skipped: int = 0
    ids: list = field(default_factory=list)


_found = PreparedQuery(lambda ids: Post.objects.listed().for_search().filter(pk__in=ids).order_by())
# Planned each time, because how rare the words are decides the plan.
_named = PreparedQuery(
    lambda words: (
        Member.objects.filter(nickname_words__fits=words)
        .exclude(status=Member.Status.WITHDRAWN)
        .only("nickname")
        .order_by("-pk")[:MOST_AUTHORS]
    ),
    is_prepared=False,
)


def search(asked: Search, board: str, member: Viewer, number: int) -> Page:
    """Page `number` of the listed posts of `board` that fit `asked`, as far as `member` may see them."""
    if asked.hint:
        return Page()
    hits = hits_of(asked, board, number, SIZE)
    posts = {post.pk: post for post in _found(ids=hits.ids)}
    total = min(hits.total, CAP)
    rows = [posts[pk] for pk in hits.ids if pk in posts]
    numbered = zip(rows, numbers_of(rows, total, hits.skipped), strict=True)
    fitting = [(post, number) for post, number in numbered if really_fits(post, asked)]
    return Page(
        rows=[post for post, _ in fitting],
        numbers=[number for _, number in fitting],
        number=hits.skipped // SIZE + 1,
        total=total,
        is_capped=hits.total > CAP,
    )


def newest_found(asked: Search, boards: Sequence[str], number: int, size: int) -> Page:
    """Page `number` of what fits `asked` on all of `boards` together, newest first, of `size` posts."""
    hits = [hits_of(asked, board, 1, min(number * size, CAP)) for board in boards]
    ids = sorted((pk for of_board in hits for pk in of_board.ids), reverse=True)[(number - 1) * size : number * size]
    posts = {post.pk: post for post in _found(ids=ids)}
    total = sum(of_board.total for of_board in hits)
    rows = [posts[pk] for pk in ids if pk in posts and really_fits(posts[pk], asked)]
    return Page(rows=rows, number=number, total=min(total, CAP), is_capped=total > CAP)


def first_page(rows: list, total: int) -> Page:
    """Return the page that shows `rows` of `total` finds, of which no more than a thousand are counted."""
    return Page(rows=rows, total=min(total, CAP), is_capped=total > CAP)


def hits_of(asked: Search, board: str, number: int, size: int) -> Hits:
    """Return page `number` of the ids that fit `asked` on a board, `size` a page, as far as an index tells."""
    look = _on_days if asked.condition == Condition.DATE else _by_words
    return look(asked, board, number, size)


def really_fits(post: Post, asked: Search, *, options: str = "") -> bool:
    """Return whether a find holds what was typed: the index knows pairs of syllables, not whether they stand together.

    `options` is what else of the post is compared where everything is.
    """
    if not asked.looks_at_text:
        return True
    words = [fold(term) for term in asked.terms]
    text = fold(post.title if asked.condition == Condition.TITLE else f"{post.title}\n{post.body_text}")
    if asked.condition == Condition.ALL:
        text += f"\n{fold(options)}"
    if all(word in text for word in words):
        return True
    return asked.condition == Condition.ALL and fold(asked.q) in fold(post.author.nickname)


def _query(asked: Search, board: str) -> str:
    """The `tsquery` of a search without its board; "" when nothing can fit."""
    if asked.condition == Condition.TITLE:
        return query_of(asked.q, mark=TITLE)
    if asked.condition == Condition.AUTHOR:
        return asked.authors
    if asked.condition == Condition.DISTRICT:
        found = Politician.objects.matching(asked.q, part="district").order_by().values_list("pk", flat=True)
        return " | ".join(f"'{politician_lexeme(pk)}'" for pk in found[:MOST_POLITICIANS])
    words = _words(asked, board)
    authors = asked.authors if asked.condition == Condition.ALL else ""
    return f"({words}) | {authors}" if authors else words


def _words(asked: Search, board: str) -> str:
    """The words in title and text, on 투표 each of them also among the options when everything is searched."""
    if asked.condition != Condition.ALL or board != Board.POLL:
        return query_of(asked.q)
    pairs = [(query_of(term), query_of(term, mark=OPTION)) for term in asked.terms]
    return " & ".join(f"(({words}) | ({options}))" for words, options in pairs if words)


def _by_words(asked: Search, board: str, number: int, size: int) -> Hits:
    query = _query(asked, board)
    if not query:
        return Hits()
    params = {
        "query": f"({query})",
        "stretch": stretch_prefix(board),
        "board": f"'{board_lexeme(board)}'",
        "offset": (number - 1) * size,
        "size": size,
        "cap": CAP,
    }
    ((total, ids),) = fetch_all_prepared(WORDS, params)
    return _hits(total, ids, number)


def _hits(total: int, ids: list[int], number: int) -> Hits:
    last = max(0, (min(total, CAP) - 1) // SIZE)
    return Hits(total, min(number - 1, last) * SIZE, ids)


def _page_of(name: str, condition: str = "true") -> str:
    """SQL: if `condition` of the number of hits in the CTE `name`: that number, and the ids of the page, newest first.

    Beyond the last page comes the last one.
    """
    return f"""
    SELECT hits AS total, ARRAY(
        SELECT post_id FROM {name} ORDER BY post_id DESC LIMIT %(size)s
        OFFSET least(%(offset)s, greatest(0, (least(hits, %(cap)s) - 1) / %(size)s * %(size)s))
    ) AS ids FROM (SELECT count(*) AS hits FROM {name}) AS counted WHERE {condition}
    """  # noqa: S608 - names of our own


def _hits_in(window: str) -> str:
    """SQL: the hits in the window that the row of `window` describes: the `size` newest stretches of a level."""
    return f"""
    SELECT post_id FROM boards_searchdocument WHERE words @@ (
        SELECT format('%%s & (%%s)', %(query)s::text, (
            SELECT string_agg(quote_literal(%(stretch)s::text || level || ':' || newest - back), ' | ')
            FROM generate_series(0, size - 1) AS back
        )) FROM {window}
    )::tsquery
    """  # noqa: S608 - a name of our own


# The search in one statement. How many hits the newest ids hold tells how far back a window has to reach to hold
# enough, a fifth more to be on the safe side; where none does, or it turns out to hold less, everything is looked at.
WORDS = f"""
    WITH windows AS MATERIALIZED (
        SELECT level, size, top >> shift AS newest, top >> shift < size AS is_all,
            (top & ((1::bigint << shift) - 1)) + ((size - 1)::bigint << shift) AS ids
        FROM (SELECT coalesce(max(post_id), 0) AS top FROM boards_searchdocument) AS newest,
            (VALUES {", ".join(f"({level}, {shift})" for level, shift in enumerate(SHIFTS))}) AS known (level, shift),
            generate_series(2, 7) AS size
    ),
    nearest AS MATERIALIZED (SELECT * FROM windows WHERE level = 0 AND size = 2),
    near AS MATERIALIZED ({_hits_in("nearest")}),
    likely AS MATERIALIZED (
        SELECT windows.* FROM windows, nearest, (SELECT count(*) AS hits FROM near) AS counted
        WHERE windows.is_all OR hits * windows.ids > %(cap)s * 1.2 * nearest.ids
        ORDER BY windows.ids LIMIT 1
    ),
    far AS MATERIALIZED ({_hits_in("likely")}),
    everything AS MATERIALIZED (
        SELECT post_id FROM boards_searchdocument
        WHERE words @@ (SELECT format('%%s & %%s', %(query)s::text, %(board)s::text))::tsquery
    )
    SELECT total, ids FROM (
        {_page_of("near", "hits > %(cap)s OR (SELECT is_all FROM nearest)")}
        UNION ALL {_page_of("far", "hits > %(cap)s OR (SELECT is_all FROM likely)")}
        UNION ALL {_page_of("everything")}
    ) AS found LIMIT 1
"""  # noqa: S608 - names and numbers of our own

DAYS = f"""
    WITH hits AS MATERIALIZED (
        SELECT id AS post_id FROM boards_post
        WHERE board = %(board)s AND status {IS_LISTED}
        AND published_at >= %(start)s AND published_at < %(end)s
        ORDER BY published_at DESC, id DESC LIMIT %(cap)s + 1
    )
"""  # noqa: S608 - a constant of our own


def _on_days(asked: Search, board: str, number: int, size: int) -> Hits:
    days = days_of(asked.q)
    if days is None:
        return Hits()
    start, end = days
    params = {"board": board, "start": start, "end": end}
    with connection.cursor() as cursor:
        cursor.execute(DAYS + _page_of("hits"), params | {"offset": (number - 1) * size, "size": size, "cap": CAP})
        total, ids = cursor.fetchone()
    return _hits(total, ids, number)
