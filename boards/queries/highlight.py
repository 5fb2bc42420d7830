"""Showing where a search was found."""

import re

from django.utils.html import escape
from django.utils.safestring import mark_safe

BEFORE, LENGTH = 30, 120


def marked(text: str, terms: list[str]) -> str:
    """`text`, escaped, with every one of `terms` in `<mark>`, without regard to case."""
    pattern = _pattern(terms)
    if pattern is None:
        return escape(text)
    pieces = pattern.split(text)
    # Splitting by one group gives text and matches in turn.
    return mark_safe(  # noqa: S308 - every piece is escaped
        "".join(f"<mark>{escape(piece)}</mark>" if at % 2 else escape(piece) for at, piece in enumerate(pieces))
    )


def excerpt_around(text: str, terms: list[str]) -> str:
    """A piece of `text` on one line in which the first of `terms` stands, or its beginning."""
    line = " ".join(text.split())
    pattern = _pattern(terms)
    found = pattern and pattern.search(line)
    start = max(0, found.start() - BEFORE) if found else 0
    piece = line[start : start + LENGTH]
    return f"{'…' if start else ''}{piece}{'…' if start + LENGTH < len(line) else ''}"


def _pattern(terms: list[str]) -> re.Pattern[str] | None:
    words = sorted({term for term in terms if term}, key=len, reverse=True)
    return re.compile(f"({'|'.join(map(re.escape, words))})", re.IGNORECASE) if words else None
