"""Words in drawn pictures, with the site's own font, whose syllables lie in several files."""

import functools
import re

from django.conf import settings
from PIL import ImageFont

STATIC = settings.BASE_DIR / "static"
FACE = re.compile(
    r'font-family:"PoliBAT Text";font-weight:700[^}]*url\("\.\./(fonts/[^"]+)"\)[^}]*unicode-range:([^}]+)\}'
)


def write(canvas, at, words, *, size, fill):
    """Draw one line of `words`, its middle at `at`, letter by letter."""
    fonts = [(letter, _font(_file_of(letter), size)) for letter in words]
    x = at[0] - sum(font.getlength(letter) for letter, font in fonts) / 2
    for letter, font in fonts:
        canvas.text((x, at[1]), letter, font=font, fill=fill, anchor="lm")
        x += font.getlength(letter)


@functools.cache
def _font(file, size):
    return ImageFont.truetype(STATIC / file, size)


@functools.cache
def _files():
    """Each file of the bold face with the ranges of characters in it."""
    css = (STATIC / "css" / "fonts.css").read_text(encoding="utf-8")
    return [(file, [_range(part) for part in parts.split(",")]) for file, parts in FACE.findall(css)]


def _range(part):
    first, _, last = part.strip().removeprefix("U+").partition("-")
    return int(first, 16), int(last or first, 16)


@functools.cache
def _file_of(letter):
    code = ord(letter)
    return next(file for file, ranges in _files() if any(first <= code <= last for first, last in ranges))
