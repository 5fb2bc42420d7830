"""What changed between two texts: lines that stayed, came or went, and inside a changed line the words."""

import functools
import re
from difflib import SequenceMatcher
from itertools import zip_longest
from typing import Any, TypeAlias

SAME, ADDED, REMOVED = "same", "added", "removed"
# Beyond these a comparison would cost more than a page may: then whole lines, or the whole text, are shown as changed.
MOST_LINES = 1_000
MOST_WORDS = 600
# Lines that have less than this in common are two lines, not one that was changed.
ALIKE = 0.4
WORDS = re.compile(r"\s+|[^\s]+")
# A line, and whether it begins an article.
Line: TypeAlias = tuple[str, bool]


@functools.lru_cache(maxsize=32)
def compare(old: str, new: str) -> list[dict[str, Any]]:
    """The lines of both texts in reading order, each a tuple of pieces `(kind, text)`; a headline is marked.

    Returns dicts with `pieces`, `kind` (same, added, removed, changed) and `is_title` (the line begins an article).
    """
    before, after = _lines(old), _lines(new)
    if max(len(before), len(after)) > MOST_LINES:
        return [*(_line(line, REMOVED) for line in before), *(_line(line, ADDED) for line in after)]
    matcher = SequenceMatcher(None, before, after, autojunk=False)
    found = []
    for verb, start, end, new_start, new_end in matcher.get_opcodes():
        if verb == "equal":
            found += [_line(line, SAME) for line in after[new_start:new_end]]
        else:
            found += _changed(before[start:end], after[new_start:new_end])
    return found


def _lines(text: str) -> list[tuple[str, bool]]:
    """The lines with whether each begins an article (the first one, and what follows an empty line)."""
    blocks = [block for block in text.replace("\r\n", "\n").split("\n\n") if block.strip()]
    return [(line, place == 0) for block in blocks for place, line in enumerate(block.strip("\n").split("\n"))]


def _line(line: Line, kind: str) -> dict[str, Any]:
    text, is_title = line
    return {"kind": kind, "is_title": is_title, "pieces": ((kind, text),)}


def _changed(before: list[Line], after: list[Line]) -> list[dict[str, Any]]:
    found = []
    for old, new in zip_longest(before, after):
        pieces = _words(old[0], new[0]) if old and new else None
        if pieces:
            found.append({"kind": "changed", "is_title": new[1], "pieces": pieces})
            continue
        found += [_line(line, kind) for line, kind in ((old, REMOVED), (new, ADDED)) if line]
    return found


def _words(old: str, new: str) -> tuple[tuple[str, str], ...] | None:
    """The pieces of a line that was changed; None when the two have too little in common, or too many words."""
    before, after = WORDS.findall(old), WORDS.findall(new)
    if max(len(before), len(after)) > MOST_WORDS:
        return None
    matcher = SequenceMatcher(None, before, after, autojunk=False)
    if matcher.ratio() < ALIKE:
        return None
    pieces = []
    for verb, start, end, new_start, new_end in matcher.get_opcodes():
        if verb == "equal":
            pieces.append((SAME, "".join(after[new_start:new_end])))
            continue
        removed, added = "".join(before[start:end]), "".join(after[new_start:new_end])
        pieces += [(kind, text) for kind, text in ((REMOVED, removed), (ADDED, added)) if text]
    return tuple(pieces)
