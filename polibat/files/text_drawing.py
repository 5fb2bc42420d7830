"""Korean words drawn into pictures, with the site's own type, in the pieces that browsers get too."""

import functools
import re

from PIL import ImageFont

from polibat.files.static import static_file

FACES = "css/fonts.css"
FACE = re.compile(r"fonts/text/(700-[\w-]+)\.woff2.*?unicode-range:([^}]+)\}", re.DOTALL)


@functools.cache
def _piece_of():
    """Which piece of the type holds a character, as the style sheet tells browsers."""
    found = {}
    for name, ranges in FACE.findall(static_file(FACES).read_text(encoding="utf-8")):
        for part in ranges.replace("U+", "").split(","):
            first, _, last = part.strip().partition("-")
            for code in range(int(first, 16), int(last or first, 16) + 1):
                found[chr(code)] = name
    return found


@functools.lru_cache(maxsize=256)
def _font(name, size):
    return ImageFont.truetype(static_file(f"fonts/text/{name}.woff2"), size)


def has_letter(character):
    """Whether the type can draw `character`; what it cannot (an emoji, another script) is left out."""
    return character in _piece_of()


def _runs(text, size):
    """`text` in stretches of one piece of the type each, with their fonts."""
    pieces = []
    for character in filter(has_letter, text):
        name = _piece_of()[character]
        if pieces and pieces[-1][1] == name:
            pieces[-1][0] += character
        else:
            pieces.append([character, name])
    return [(piece, _font(name, size)) for piece, name in pieces]


def width_of(text, *, size):
    """How many pixels wide `text` is at `size` pixels."""
    return sum(font.getlength(piece) for piece, font in _runs(text, size))


def draw_line(draw, position, text, *, size, fill):
    """Draw one line with its left end on the baseline `position`; returns where it ends."""
    left, baseline = position
    for piece, font in _runs(text, size):
        draw.text((left, baseline), piece, font=font, fill=fill, anchor="ls")
        left += font.getlength(piece)
    return left


def lines_of(text, *, size, width, most):
    """`text` in up to `most` lines of `width` pixels, broken between words where one fits; what is left ends in `…`."""
    lines, line = [], ""
    for word in "".join(filter(has_letter, text)).split():
        line, full = _append(line, word, size=size, width=width)
        lines += full
        if len(lines) > most:
            break
    lines = [*lines, line] if line else lines
    if len(lines) <= most:
        return lines
    last = lines[most - 1]
    while last and width_of(f"{last}…", size=size) > width:
        last = last[:-1]
    return [*lines[: most - 1], f"{last.rstrip()}…"]


def _append(line, word, *, size, width):
    """The line with `word` at its end, and the lines that became full; a word longer than a line is cut."""
    longer = f"{line} {word}".strip()
    if width_of(longer, size=size) <= width:
        return longer, []
    full, rest = ([line] if line else []), ""
    for character in word:
        if rest and width_of(rest + character, size=size) > width:
            full.append(rest)
            rest = ""
        rest += character
    return rest, full
