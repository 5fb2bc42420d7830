"""Search on a board: by words, author, date or district, newest first, in one indexed statement (architecture §9).

Words are looked up in the index of `SearchDocument`. A frequent word has far more hits than anybody reads, so the index
is asked for the newest stretches of ids first and for everything only when these hold too few; counting stops at 1,000.
"""

from dataclasses import dataclass, field
from functools import cached_property

from django.db import connection
from django.db.models import TextChoices

from accounts.models import Member
from boards.days import days_of
from boards.documents import OPTION, SHIFTS, TITLE, author_lexeme, board_lexeme, politician_lexeme, stretch_prefix
from boards.models import Board, Poll, Post
from boards.pagination import SIZE, Page, number_rows
from polibat.bigrams import fold, query_of
from polibat.text import clean_line
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
    def asked(cls, parameters):
        """The search of an address (`?q=…&in=…`); None when nothing was typed."""
        q = clean_line(parameters.get("q", "")[: LONGEST * 4])[:LONGEST].strip()
        condition = parameters.get("in", "")
        return cls(q, condition if condition in Condition.values else Condition.ALL) if q else None

    @cached_property
    def terms(self):
        """The words to be marked in what was found."""
        return self.q.split() if self.looks_at_text else []

    @property
    def looks_at_text(self):
        """Whether title or content are compared."""
        return self.condition in {Condition.ALL, Condition.TITLE_CONTENT, Condition.TITLE}

    @property
    def hint(self):
        """Why nothing can be found with what was typed; "" when something can."""
        if self.condition == Condition.DATE:
            return "" if days_of(self.q) else NO_DATE
        return "" if query_of(self.q) else NOTHING_TO_FIND


@dataclass
class _Hits:
    total: int = 0
    skipped: int = 0
    ids: list = field(default_factory=list)


def search(asked, board, member, number):
    """Page `number` of the listed posts of `board` that fit `asked`, as far as `member` may see them."""
    if asked.hint:
        return Page()
    hits = _hits_on(asked, [board], number, SIZE)[board]
    posts = Post.objects.visible_to(member).listed().for_search().in_bulk(hits.ids)
    page = Page(
        rows=[posts[pk] for pk in hits.ids if pk in posts],
        number=hits.skipped // SIZE + 1,
        total=min(hits.total, CAP),
        is_capped=hits.total > CAP,
    )
    number_rows(page, hits.skipped)
    page.rows = [post for post in page.rows if _really_fits(post, asked)]
    return page


def search_polls(asked, member, number):
    """The newest `number` polls that fit `asked`, as far as `member` may see them, and how many there are in all."""
    if asked.hint:
        return Page()
    return _page_of_polls(asked, member, _hits_on(asked, [Board.VOTE], 1, number)[Board.VOTE])


def search_boards(asked, boards, member, size):
    """The newest `size` of what fits `asked` on each of `boards`, by board; as many queries for all as for one.

    Rows are posts, on 투표 polls. Where everything that was found is shown, the total is exact.
    """
    if asked.hint:
        return {board: Page() for board in boards}
    hits = _hits_on(asked, boards, 1, size)
    posts = Post.objects.visible_to(member).listed().for_search()
    posts = posts.in_bulk([pk for board in boards if board != Board.VOTE for pk in hits[board].ids])
    pages = {}
    for board in boards:
        if board == Board.VOTE:
            pages[board] = _page_of_polls(asked, member, hits[board])
        else:
            found = [posts[pk] for pk in hits[board].ids if pk in posts]
            pages[board] = _first_page([post for post in found if _really_fits(post, asked)], hits[board].total)
        if hits[board].total <= size:
            pages[board].total = len(pages[board].rows)
    return pages


def _page_of_polls(asked, member, hits):
    found = Poll.objects.visible_to(member).listed().for_search().in_bulk(hits.ids)
    polls = [found[pk] for pk in hits.ids if pk in found]
    fitting = [poll for poll in polls if _really_fits(poll.post, asked, options=poll.option_names)]
    return _first_page(fitting, hits.total)


def _first_page(rows, total):
    return Page(rows=rows, total=min(total, CAP), is_capped=total > CAP)


def _hits_on(asked, boards, number, size):
    """What fits on each of `boards`, by board."""
    if asked.condition == Condition.DATE:
        return {board: _on_days(asked, board, number, size) for board in boards}
    return _by_words(asked, boards, number, size)


def _really_fits(post, asked, *, options=""):
    """The index knows pairs of syllables; whether they stand together is seen in the text."""
    if not asked.looks_at_text:
        return True
    words = [fold(term) for term in asked.terms]
    text = fold(post.title if asked.condition == Condition.TITLE else f"{post.title}\n{post.body_text}")
    if asked.condition == Condition.ALL:
        text += f"\n{fold(options)}"
    if all(word in text for word in words):
        return True
    return asked.condition == Condition.ALL and fold(asked.q) in fold(post.author.nickname)


def _queries(asked, boards):
    """The `tsquery` of a search on each of `boards`, without the board itself; "" when nothing can fit."""
    if asked.condition == Condition.TITLE:
        return dict.fromkeys(boards, query_of(asked.q, mark=TITLE))
    if asked.condition == Condition.AUTHOR:
        return dict.fromkeys(boards, _authors(asked.q))
    if asked.condition == Condition.DISTRICT:
        return dict.fromkeys(boards, _politicians(asked.q))
    authors = _authors(asked.q) if asked.condition == Condition.ALL else ""
    words = {board: _words(asked, board) for board in boards}
    return {board: f"({words[board]}) | {authors}" if authors else words[board] for board in boards}


def _politicians(text):
    found = Politician.objects.matching(text, part="district").order_by().values_list("pk", flat=True)
    return " | ".join(f"'{politician_lexeme(pk)}'" for pk in found[:MOST_POLITICIANS])


def _words(asked, board):
    """The words in title and text, on 투표 each of them also among the options when everything is searched."""
    if asked.condition != Condition.ALL or board != Board.VOTE:
        return query_of(asked.q)
    pairs = [(query_of(term), query_of(term, mark=OPTION)) for term in asked.terms]
    return " & ".join(f"(({words}) | ({options}))" for words, options in pairs if words)


def _authors(text):
    """Members of this nickname; the newest hundred, because a bound must be somewhere."""
    found = Member.objects.filter(nickname_words__bigrams=text).exclude(status=Member.Status.WITHDRAWN)
    members = [
        pk
        for pk, nickname in found.order_by("-pk").values_list("pk", "nickname")[:MOST_AUTHORS]
        if fold(text) in fold(nickname)
    ]
    return " | ".join(f"'{author_lexeme(pk)}'" for pk in members)


def _by_words(asked, boards, number, size):
    """The hits on each board, in one statement for all of them."""
    queries = {board: f"({query})" for board, query in _queries(asked, boards).items() if query}
    hits = {board: _Hits() for board in boards}
    if not queries:
        return hits
    params = {
        "boards": [str(board) for board in queries],
        "queries": list(queries.values()),
        "stretches": [stretch_prefix(board) for board in queries],
        "lexemes": [f"'{board_lexeme(board)}'" for board in queries],
        "offset": (number - 1) * size,
        "size": size,
        "cap": CAP,
    }
    with connection.cursor() as cursor:
        cursor.execute(WORDS, params)
        return hits | {Board(board): _hits(total, ids, number) for board, total, ids in cursor.fetchall()}


def _hits(total, ids, number):
    last = max(0, (min(total, CAP) - 1) // SIZE)
    return _Hits(total, min(number - 1, last) * SIZE, ids)


def _page_of(name):
    """SQL: the number of hits in the CTE `name`, and the ids of the page (at most the last one), newest first."""
    return f"""
    SELECT (SELECT count(*) FROM {name}) AS total, ARRAY(
        SELECT post_id FROM {name} ORDER BY post_id DESC LIMIT %(size)s
        OFFSET least(%(offset)s, greatest(0, (SELECT least(count(*), %(cap)s) - 1 FROM {name}) / %(size)s * %(size)s))
    ) AS ids
    """  # noqa: S608 - names of our own


def _statement():
    """The search in one statement, on each board by itself.

    A level is looked at only when the one before held too few and was not all.
    """
    ctes, branches = [], []
    for level, shift in enumerate(SHIFTS):
        ctes.append(f"""
    level{level} AS MATERIALIZED (
        SELECT post_id FROM boards_searchdocument WHERE words @@ (
            SELECT format(
                '%%s & (''%%s{level}:%%s'' | ''%%s{level}:%%s'')',
                asked.query, asked.stretch, top >> {shift}, asked.stretch, (top >> {shift}) - 1
            ) FROM newest
        )::tsquery
    )""")  # noqa: S608 - numbers of our own
        is_all = f"(SELECT top >> {shift} <= 1 FROM newest)"  # noqa: S608 - a number of our own
        is_enough = f"(SELECT count(*) FROM level{level}) > %(cap)s"  # noqa: S608 - a name of our own
        branches.append(f"{_page_of(f'level{level}')} WHERE {is_all} OR {is_enough}")
    return f"""
    WITH newest AS MATERIALIZED (SELECT coalesce(max(post_id), 0) AS top FROM boards_searchdocument)
    SELECT asked.board, found.total, found.ids
    FROM unnest(%(boards)s::text[], %(queries)s::text[], %(stretches)s::text[], %(lexemes)s::text[])
        AS asked (board, query, stretch, lexeme)
    CROSS JOIN LATERAL (
        WITH {",".join(ctes)},
        everything AS MATERIALIZED (
            SELECT post_id FROM boards_searchdocument WHERE words @@ (
                SELECT format('%%s & %%s', asked.query, asked.lexeme)
            )::tsquery
        )
        SELECT total, ids FROM ({" UNION ALL ".join([*branches, _page_of("everything")])}) AS branches LIMIT 1
    ) AS found
    """  # noqa: S608 - names and numbers of our own


WORDS = _statement()

DAYS = """
    WITH hits AS MATERIALIZED (
        SELECT id AS post_id FROM boards_post
        WHERE board = %(board)s AND status IN ('PUBLISHED', 'PINNED')
        AND published_at >= %(start)s AND published_at < %(end)s
        ORDER BY published_at DESC, id DESC LIMIT %(cap)s + 1
    )
"""


def _on_days(asked, board, number, size):
    start, end = days_of(asked.q)
    params = {"board": board, "start": start, "end": end}
    with connection.cursor() as cursor:
        cursor.execute(DAYS + _page_of("hits"), params | {"offset": (number - 1) * size, "size": size, "cap": CAP})
        total, ids = cursor.fetchone()
    return _hits(total, ids, number)
