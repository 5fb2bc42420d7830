"""The shape of sanitised HTML: what a phone can show, and what the editor gives back as it was.

It reads what nh3 wrote: every element is closed, and no value of an attribute holds `<`, `>` or `"`.
"""

import html
import re
from collections import Counter
from collections.abc import Callable, Collection

from polibat.text.links import link_bare, masks, shown_address

# What closes an element: words, or a function that makes them of what stood inside.
Close = str | Callable[[], str]

TOKENS = re.compile(r"(<[^>]*>)")
HREF = re.compile(r'\shref="([^"]*)"')
# As deep as the sheet (`.prose`) can indent on a phone, and as the editor does.
MOST_INDENTS, MOST_NESTED = 8, 60
LISTS, CELLS = {"ul", "ol"}, {"td", "th"}
INDENTS = {"blockquote", "figure", *LISTS}
TABLES = {"table", "caption", "thead", "tbody", "tr", *CELLS}
VOID = {"br", "hr", "img"}
BLOCKS = {"p", "div", "li", "ul", "ol", "h1", "h2", "h3", "h4", "blockquote", "pre", "figure", "figcaption"}
VERBATIM = {"a", "pre", "code"}
BETWEEN_CELLS = " | "
# A paragraph in which nothing is left was an empty line.
INLINE = r"(?:\s|&nbsp;|</?(?:span|strong|b|em|i|s|u|del|code|a)(?:\s[^>]*)?>)*"
EMPTY_PARAGRAPH = re.compile(rf"<p>{INLINE}</p>")


def shaped(markup: str) -> str:
    """`markup` with its rows of tables as lines, its indents as deep as a phone shows, and honest links."""
    shaper = _Shaper()
    for place, piece in enumerate(TOKENS.split(markup)):
        if place % 2 == 0:
            shaper.text(piece)
        elif piece.startswith("</"):
            shaper.end()
        else:
            shaper.begin(piece[1:].partition(" ")[0].rstrip("/>"), piece)
    return EMPTY_PARAGRAPH.sub("<p><br></p>", shaper.result())


class _Shaper:
    """One walk over the pieces of a text; each open element knows how it ends."""

    def __init__(self) -> None:
        self._outs: list[list[str]] = [[]]
        self._open: list[tuple[str, Close]] = []
        self._counts: Counter[str] = Counter()
        self._lists: list[bool] = []  # of the open lists, whether they stay
        self._row: list[str] = []

    def result(self) -> str:
        return "".join(self._outs[0])

    def text(self, piece: str) -> None:
        self._write(piece if self._count(VERBATIM) else link_bare(piece))

    def begin(self, name: str, tag: str) -> None:
        if name in VOID:
            self._write(" " if name != "img" and self._in_cell() else tag)
            return
        begin, close = self._ways(name, tag)
        self._write(begin)
        self._open.append((name, close))
        self._counts[name] += 1
        if name in LISTS:
            self._lists.append(bool(close))

    def end(self) -> None:
        name, close = self._open.pop()
        self._counts[name] -= 1
        if name in LISTS:
            self._lists.pop()
        self._write(close() if callable(close) else close)

    def _write(self, piece: str) -> None:
        if piece:
            self._outs[-1].append(piece)

    def _in_cell(self) -> bool:
        return bool(self._count(CELLS))

    def _count(self, names: Collection[str]) -> int:
        return sum(self._counts[name] for name in names)

    def _ways(self, name: str, tag: str) -> tuple[str, Close]:
        """How an element begins, and how it ends: words, or a function that makes them of what stood inside."""
        if name in TABLES:
            return self._table_ways(name)
        if name == "a":
            return self._link_ways(tag)
        if self._in_cell() and name in BLOCKS:
            return " ", " "
        if len(self._open) >= MOST_NESTED or (name in INDENTS and self._count(INDENTS) >= MOST_INDENTS):
            return "", ""
        if name == "li" and self._lists and not self._lists[-1]:
            return "<div>", "</div>"
        return tag, f"</{name}>"

    def _table_ways(self, name: str) -> tuple[str, Close]:
        """A row becomes a line; what a cell holds of tables itself stays on the line of its row."""
        if self._in_cell():
            return " ", " "
        if name == "caption":
            return "<p>", "</p>"
        if name not in {"tr", *CELLS}:
            return "", ""
        if name == "tr":
            self._row = []
            return "", self._end_row
        self._outs.append([])
        return "", self._end_cell

    def _end_cell(self) -> str:
        self._row.append(re.sub(r"(?:\s|&nbsp;)+", " ", "".join(self._outs.pop())).strip())
        return ""

    def _end_row(self) -> str:
        row = BETWEEN_CELLS.join(self._row)
        return f"<p>{row.rstrip(' |')}</p>" if any(self._row) else ""

    def _link_ways(self, tag: str) -> tuple[str, Close]:
        found = HREF.search(tag)
        if not found:
            return tag, "</a>"
        self._outs.append([])

        def close() -> str:
            inner = "".join(self._outs.pop())
            address = html.unescape(found[1])
            words = html.unescape(TOKENS.sub("", inner))
            return f"{tag}{shown_address(address) if masks(words, address) else inner}</a>"

        return "", close
