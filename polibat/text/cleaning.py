"""Text that people typed: cleaned, measured as a person counts, sanitised, cut into words for search."""

import html
import re
import unicodedata

import nh3
import regex
from django.utils.html import linebreaks

# Bidirectional controls can make a text read as its opposite; zero-width marks and fillers hide words from readers and
# search, or pass for a title.
INVISIBLE = re.compile(
    "[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u00ad\u034f\u061c\u115f\u1160\u200b\u200c\u200e\u200f\u202a-\u202e\u2060\u2066-\u206f\u2800\u3164\ufeff\uffa0\ufffe\uffff]"
)
ALLOWED_TAGS = {
    "p", "br", "h1", "h2", "h3", "h4", "strong", "b", "em", "i", "s", "del", "u", "blockquote", "ul", "ol", "li", "hr",
    "pre", "code", "a", "img", "table", "thead", "tbody", "tr", "th", "td", "figure", "figcaption", "div", "span",
}  # fmt: skip
ALLOWED_ATTRIBUTES = {
    "a": {"href"},
    "img": {"src", "alt", "width", "height"},
    "td": {"colspan", "rowspan"},
    "th": {"colspan", "rowspan"},
}
# What a person sees as one character (Unicode's extended grapheme clusters); nothing of joiners on their own. Flags
# stand alone because \X looks at all letters of a row of flags for each of them.
CHARACTER = regex.compile(
    r"\s?[\u200d\ufe0e\ufe0f]++|([\U0001f1e6-\U0001f1ff]{2}[\p{Grapheme_Extend}\p{Emoji_Modifier}\u200d]*+|\X)"
)
MARK = regex.compile(r"\p{M}")
# The longest that people type: a family of four in their skin tones has eleven parts.
MARKS, PARTS = 5, 12
BLOCK_END = re.compile(r"</(?:p|div|li|h[1-6]|tr|blockquote|pre|figure|figcaption)>|<br\s*/?>|<hr\s*/?>", re.IGNORECASE)
TAG = re.compile(r"<[^>]*>")


def clean_line(text):
    """One line as it is stored: NFC, no control or direction marks, single spaces."""
    return " ".join(INVISIBLE.sub("", unicodedata.normalize("NFC", text)).split())


def clean_lines(text):
    """Several lines as they are stored: NFC, no control or direction marks, one kind of line end, no outer blanks."""
    text = INVISIBLE.sub("", unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n")))
    return "\n".join(line.rstrip() for line in text.split("\n")).strip()


def clean_html(markup, *, image_allowed=None):
    """`markup` with only what the allow-list permits; an image stays when `image_allowed(src)` says so."""

    def keep(tag, attribute, value):
        if tag == "img" and attribute == "src":
            return value if image_allowed is not None and image_allowed(value) else None
        return value

    cleaned = nh3.clean(
        INVISIBLE.sub("", unicodedata.normalize("NFC", markup)),
        tags=ALLOWED_TAGS,
        attributes=ALLOWED_ATTRIBUTES,
        attribute_filter=keep,
        url_schemes={"http", "https", "mailto"},
        link_rel="nofollow ugc noopener",
    )
    # An image whose address was refused would stay behind as an empty frame. In what nh3 wrote no value holds < > or ".
    return re.sub(r'<img(?![^>]*\ssrc=")[^>]*>', "", cleaned).strip()


def html_from_either(text: str) -> str:
    """Return markup as it is, plain lines as paragraphs."""
    return text if "<" in text else html_from_plain(text)


def html_from_plain(text):
    """Paragraphs and line breaks for text that came from a plain field, everything else escaped."""
    return linebreaks(clean_lines(text), autoescape=True)


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
