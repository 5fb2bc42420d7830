"""The picture of a post in link previews: its title, board and badges on the site's own background."""

import functools
import hashlib
import io

from django.contrib.staticfiles import finders
from django.core.cache import cache
from PIL import Image, ImageDraw

from boards.models import Board
from polibat.files.text_drawing import draw_line, lines_of, width_of

SIZE = (1200, 630)
# Part of the key under which pictures are kept: another number draws them all anew.
VERSION = 1
CACHE_SECONDS = 24 * 3600
# So many are kept at most: who reads every post takes no more of the memory.
PLACES = 256
LEFT, WIDTH = 70, 1060
TITLE, LINES = 58, 3
INK, SOFT, BLUE, WHITE = "#111111", "#555555", "#1769c0", "#ffffff"


@functools.cache
def _background():
    with Image.open(finders.find("art/og-post.png")) as image:
        return image.convert("RGB")


def share_picture(post):
    """The PNG of a post that everybody may read, kept for a day by what it shows, or until another takes its place."""
    words = _words(post)
    digest = hashlib.sha256(repr((VERSION, words)).encode()).digest()
    key = f"share-picture:{int.from_bytes(digest) % PLACES}"
    kept, picture = cache.get(key) or (b"", b"")
    if kept != digest:
        picture = _draw(*words)
        cache.set(key, (digest, picture), CACHE_SECONDS)
    return picture


def _words(post):
    badges = tuple(badge.label for badge in post.badges)
    return post.title, Board(post.board).label, str(post.politician or ""), badges


def _draw(title, board, politician, badges):
    image = _background().copy()
    draw = ImageDraw.Draw(image)
    right = _pill(draw, LEFT, 140, board, fill=INK)
    if politician:
        right = _pill(draw, right + 14, 140, politician, fill=BLUE)
    for badge in badges:
        right = _pill(draw, right + 14, 140, badge, fill=BLUE)
    for number, line in enumerate(lines_of(title, size=TITLE, width=WIDTH, most=LINES)):
        draw_line(draw, (LEFT, 258 + number * 76), line, size=TITLE, fill=INK)
    draw_line(draw, (LEFT, 488), "쉽고 빠르게, 정치와 소통하다!", size=26, fill=SOFT)
    file = io.BytesIO()
    image.quantize(128).save(file, "PNG", optimize=True)
    return file.getvalue()


def _pill(draw, left, top, words, *, fill):
    """A rounded label; returns its right end."""
    words = "".join(lines_of(words, size=28, width=420, most=1))
    right = left + width_of(words, size=28) + 44
    draw.rounded_rectangle((left, top, right, top + 52), radius=26, fill=fill)
    draw_line(draw, (left + 22, top + 36), words, size=28, fill=WHITE)
    return right
