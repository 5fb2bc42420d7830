"""A frame around lines on a terminal."""

import unicodedata
from collections.abc import Sequence


def columns(text: str) -> int:
    """How many columns of a terminal `text` takes: 한글 takes two."""
    return sum(2 if unicodedata.east_asian_width(char) in "WF" else 1 for char in text)


def boxed(lines: Sequence[str]) -> str:
    """`lines` in a frame as wide as the longest of them."""
    width = max(map(columns, lines))
    inside = (f"│ {line}{' ' * (width - columns(line))} │" for line in lines)
    rule = "─" * (width + 2)
    return "\n".join([f"┌{rule}┐", *inside, f"└{rule}┘"])
