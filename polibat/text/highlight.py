"""Showing where a search was found."""

import re
from collections.abc import Iterator

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from polibat.text.folding import fold, fold_with_places

BEFORE, LENGTH = 30, 120


def marked(text: str, terms: list[str]) -> SafeString:
    """`text`, escaped, with every one of `terms` in `<mark>`, as search compares letters."""
    pieces, after = [], 0
    for begins, ends in _places(text, terms):
        pieces += escape(text[after:begins]), f"<mark>{escape(text[begins:ends])}</mark>"
        after = ends
    return mark_safe("".join([*pieces, escape(text[after:])]))  # noqa: S308 - every piece is escaped


def excerpt_around(text: str, terms: list[str]) -> str:
    """A piece of `text` on one line in which the first of `terms` stands, or its beginning."""
    line = " ".join(text.split())
    first = next(_places(line, terms), None)
    start = max(0, first[0] - BEFORE) if first else 0
    piece = line[start : start + LENGTH]
    return f"{'…' if start else ''}{piece}{'…' if start + LENGTH < len(line) else ''}"


def _places(text: str, terms: list[str]) -> Iterator[tuple[int, int]]:
    """Where `terms` begin and end in `text`, the longest first where several begin at one place."""
    words = sorted({word for term in terms if (word := fold(term))}, key=len, reverse=True)
    if not words:
        return
    folded, places = fold_with_places(text)
    for found in re.finditer("|".join(map(re.escape, words)), folded):
        begins, last = places[found.start()], places[found.end() - 1]
        yield begins, last + 1
