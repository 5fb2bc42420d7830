"""Text that people typed: cleaned, measured, sanitised, cut into words for search."""

from polibat.text.cleaning import (
    clean_html,
    clean_line,
    clean_lines,
    excerpt_of,
    html_from_either,
    html_from_plain,
    length_of,
    plain_from_html,
)

__all__ = [
    "clean_html",
    "clean_line",
    "clean_lines",
    "excerpt_of",
    "html_from_either",
    "html_from_plain",
    "length_of",
    "plain_from_html",
]
