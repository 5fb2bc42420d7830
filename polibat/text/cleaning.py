"""Text that people typed: cleaned, measured as a person counts, sanitised, cut into words for search."""

import html
import re

import nh3
import regex
from django.utils.html import linebreaks

from polibat.text.hidden import MARKS, normalised
from polibat.text.links import REL, honest_address, link_bare
from polibat.text.shaping import shaped

ALLOWED_TAGS = {
    "p", "br", "h1", "h2", "h3", "h4", "strong", "b", "em", "i", "s", "del", "u", "blockquote", "ul", "ol", "li", "hr",
    "pre", "code", "a", "img", "figure", "figcaption", "div", "span",
    # Read, and then written as lines.
    "table", "caption", "thead", "tbody", "tr", "th", "td",
}  # fmt: skip
ALLOWED_ATTRIBUTES = {
    "a": {"href"},
    "img": {"src", "alt", "width", "height"},
}
# What a person sees as one character (Unicode's extended grapheme clusters); nothing of joiners on their own. Flags
# stand alone because \X looks at all letters of a row of flags for each of them.
CHARACTER = regex.compile(
    r"\s?[\u200d\ufe0e\ufe0f]++|([\U0001f1e6-\U0001f1ff]{2}[\p{Grapheme_Extend}\p{Emoji_Modifier}\u200d]*+|\X)"
)
MARK = regex.compile(r"\p{M}")
# The longest that people type: a family of four in their skin tones has eleven parts.
PARTS = 12
BLOCK_END = re.compile(r"</(?:p|div|li|h[1-6]|tr|blockquote|pre|figure|figcaption)>|<br\s*/?>|<hr\s*/?>", re.IGNORECASE)
TAG = re.compile(r"<[^>]*>")


def clean_line(text):
    """One line as it is stored: NFC, nothing that nobody sees, single spaces."""
    return " ".join(normalised(text).split())


def clean_lines(text):
    """Several lines as they are stored: NFC, nothing that nobody sees, one kind of line end, no outer blanks."""
    text = normalised(text.replace("\r\n", "\n").replace("\r", "\n"))
    return "\n".join(line.rstrip() for line in text.split("\n")).strip()


def clean_html(markup, *, image_allowed=None):
    """`markup` with only what the allow-list permits, in the shape of `polibat.text.shaping`.

    An image stays when `image_allowed(src)` says so.
    """

    def keep(tag, attribute, value):
        if tag == "img" and attribute == "src":
            return value if image_allowed is not None and image_allowed(value) else None
        return honest_address(value) or None if attribute == "href" else value

    def sanitised(text):
        return nh3.clean(
            text,
            tags=ALLOWED_TAGS,
            attributes=ALLOWED_ATTRIBUTES,
            attribute_filter=keep,
            url_schemes={"http", "https", "mailto"},
            link_rel=REL,
        )

    cleaned = sanitised(normalised(markup))
    # What was written as a reference (`&#8291;`) is a character only now; without it an address may be another one.
    if (seen := normalised(cleaned)) != cleaned:
        cleaned = sanitised(seen)
    # An image whose address was refused would stay behind as an empty frame. In what nh3 wrote no value holds < > or ".
    return shaped(re.sub(r'<img(?![^>]*\ssrc=")[^>]*>', "", cleaned)).strip()


def html_from_either(text: str) -> str:
    """Return markup as it is, plain lines as paragraphs."""
    return text if "<" in text else html_from_plain(text)


def html_from_plain(text):
    """Paragraphs, line breaks and links for text that came from a plain field, everything else escaped."""
    return link_bare(linebreaks(clean_lines(text), autoescape=True))


def plain_from_html(markup):
    """What a reader sees of clean HTML, as plain lines; for limits, excerpts and search."""
    return clean_lines(html.unescape(TAG.sub("", BLOCK_END.sub("\n", markup))))


def excerpt_of(text, length=120):
    """The beginning of `text` on one line, at most `length` characters, cut with an ellipsis."""
    line = " ".join(text.split())
    return line if len(line) <= length else line[: length - 1].rstrip() + "…"


def length_of(text: str) -> int:
    """How many characters a person sees: an emoji of several parts, a flag or a letter with its marks is one.

    More than MARKS marks on one letter count again, and so does what makes a character longer than PARTS, so that a
    pile of them is no short text. Joiners with nothing to join count nothing.
    """
    characters = [seen for seen in CHARACTER.findall(text) if seen]
    piles = (seen for seen in characters if len(seen) > MARKS + 1)
    return len(characters) + sum(max(len(MARK.findall(seen)) - MARKS, len(seen) - PARTS, 0) for seen in piles)
