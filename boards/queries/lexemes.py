"""The words that search knows posts by (`SearchDocument`), and the marks by which a search is narrowed.

Beside the bigrams of title and text a document holds lexemes that no typed word can be: `~국회` a bigram of the title,
`^감자` one of a poll's options, `@F` the board, `@a12` the author, `@p34` the politician named or speaking, and
`#F2:71` the stretch of the board's ids in which the post lies, so that search can look at the newest stretches first
(see `boards.queries.search`).
"""

from polibat.text.bigrams import vector_of

# Stretches of 2^shift ids; each four times as long as the one before.
SHIFTS = (11, 13, 15, 17, 19)
TITLE, OPTION = "~", "^"


def stretch_prefix(board: str) -> str:
    """What the lexemes of a board's stretches begin with."""
    return f"#{board[0]}"


def board_lexeme(board: str) -> str:
    """The lexeme of a board."""
    return f"@{board[0]}"


def author_lexeme(pk: int) -> str:
    """The lexeme of an author."""
    return f"@a{pk}"


def politician_lexeme(pk: int) -> str:
    """The lexeme of a politician."""
    return f"@p{pk}"


def stretch_lexeme(board: str, level: int, pk: int) -> str:
    """The lexeme of the stretch of a board, at one level of `SHIFTS`, in which the id `pk` lies."""
    return f"{stretch_prefix(board)}{level}:{pk >> SHIFTS[level]}"


def marks_of(*, pk: int, board: str, author_id: int, politician_id: int | None) -> str:
    """The part of a post's `tsvector` literal by which a search is narrowed."""
    marks = [
        board_lexeme(board),
        author_lexeme(author_id),
        *(stretch_lexeme(board, level, pk) for level in range(len(SHIFTS))),
    ]
    if politician_id:
        marks.append(politician_lexeme(politician_id))
    return " ".join(f"'{mark}'" for mark in marks)


def text_words(title: str, body_text: str, options: str = "") -> str:
    """The part of a post's `tsvector` literal that its texts give."""
    texts = [vector_of(title, mark=TITLE), vector_of(f"{title}\n{body_text}"), vector_of(options, mark=OPTION)]
    return " ".join(texts)
