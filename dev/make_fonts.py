# /// script
# requires-python = ">=3.11"
# dependencies = ["brotli==1.2.1", "fonttools==4.68.0"]
# ///
"""Make the type of the site from npm's `pretendard`: its files, its style sheet and `static/js/blank-type.js`.

`uv run dev/make_fonts.py <folder of the unpacked package>`. Each weight is cut into `core` (the syllables that Korean
texts are made of, and all that the site itself says; preloaded), `more` (the next in frequency), and the rest in
pieces in the order of their codes. How frequent a syllable is says the package: its dynamic subsets are ordered so,
the last holding the most frequent.
"""

import base64
import io
import re
import sys
from itertools import pairwise
from pathlib import Path

from fontTools.fontBuilder import FontBuilder
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont

PROJECT = Path(__file__).parent.parent
FONTS = PROJECT / "static" / "fonts" / "text"
SHEET = PROJECT / "static" / "css" / "fonts.css"
SCRIPT = PROJECT / "static" / "js" / "blank-type.js"
NAME = "PoliBAT Text"
# Which weights the pages use, and which a reader's own font has for them.
WEIGHTS = {"400": ("Regular", "100 500"), "700": ("Bold", "600 900")}
CORE, MORE = range(82, 92), range(72, 82)  # numbers of dynamic subsets
PIECE = 350  # characters in a piece of the rest
# Latin, punctuation, jamo, arrows, numbers in circles.
SIGNS = {
    *range(0x20, 0x7F),
    *range(0xA0, 0x100),
    *range(0x2010, 0x2027),
    *range(0x2190, 0x2194),
    *range(0x2460, 0x246A),
}
SIGNS |= {*range(0x3131, 0x3164), 0x203B, 0x20A9, 0x2030, 0x2103, 0x33A1, 0x25B2, 0x25BC, 0x25B6, 0x25C0}

# Fonts of readers: the names of regular and bold, and how wide their space, digits and other Latin letters are, or
# their syllables, in em; Liberation Sans is as wide as Arial.
LETTERS = {
    "Arial": (
        ("Arial", "Liberation Sans", "LiberationSans"),
        ("Arial Bold", "Arial-BoldMT", "Liberation Sans Bold", "LiberationSans-Bold"),
        {"400": (0.2778, 0.5562, 0.4895), "700": (0.2778, 0.5562, 0.5386)},
    ),
    "Roboto": (
        ("Roboto", "Roboto-Regular"),
        ("Roboto Bold", "Roboto-Bold"),
        {"400": (0.248, 0.562, 0.4992), "700": (0.2485, 0.5737, 0.5074)},
    ),
}
SYLLABLES = {
    "Apple": (
        ("AppleSDGothicNeo-Regular", "Apple SD Gothic Neo"),
        ("AppleSDGothicNeo-Bold", "Apple SD Gothic Neo Bold"),
        0.864,
    ),
    "Malgun": (("Malgun Gothic", "MalgunGothic"), ("Malgun Gothic Bold", "MalgunGothicBold"), 0.92),
    "Noto": (
        ("Noto Sans KR", "NotoSansKR-Regular", "Noto Sans CJK KR", "NotoSansCJKkr-Regular"),
        ("Noto Sans KR Bold", "NotoSansKR-Bold", "Noto Sans CJK KR Bold", "NotoSansCJKkr-Bold"),
        0.92,
    ),
    "Nanum": (("NanumGothic",), ("NanumGothicBold", "NanumGothic Bold"), 0.94),
}
RANGES_OF_LETTERS = ("U+20,U+A0", "U+30-39", "U+21-2F,U+3A-7E")
SYLLABLE_RANGE = "U+AC00-D7A3"

HEAD = """\
/* The type of the site: Pretendard 1.3.9 (OFL 1.1) cut to pieces, of which the browser fetches only those of the page.
   The core is preloaded; where ranges meet, the face that stands later wins. Made by dev/make_fonts.py; see
   docs/licences.md. */"""
LOCAL = """\
/* Until a font of ours is there, the reader's own stands in for it, made as wide and as high, so that nothing moves
   when ours comes: space, digits and letters of Arial or Roboto, syllables of the Korean font. */"""
NAV = """\
/* Do Hyeon (OFL 1.1), cut to the words of the navigation and of the big numbers; see docs/licences.md. */
@font-face{font-family:"PoliBAT Nav";font-weight:400 700;font-display:swap;\
src:url("../fonts/nav.woff2") format("woff2")}"""
BLANK_SCRIPT = """\
// For who has no Korean font at all: a type without ink whose syllables are as wide as ours, so that nothing moves when
// ours comes. A script of its own in <head>, no module: from bytes it is there before the page is first laid out, from
// an address it would come a moment later. Made by dev/make_fonts.py.
{
  const bytes = Uint8Array.from(
    atob(
      "BLANK",
    ),
    (letter) => letter.charCodeAt(0),
  );
  const about = { unicodeRange: "U+AC00-D7A3", weight: "100 900" };
  document.fonts.add(new FontFace("Text by none", bytes, about));
  document.fonts.add(new FontFace("Nav by none", bytes, { ...about, sizeAdjust: "NARROWER" }));
}
"""
# A syllable is 0.768 em wide in Do Hyeon.
NAV_HIGH = (0.8, 0.2, 0.25)
NAV_WIDTH = 0.768


def main(package):
    """Cut both weights and write the style sheet."""
    order = _dynamic_subsets(package / "dist/web/static/pretendard-dynamic-subset.css")
    FONTS.mkdir(exist_ok=True)
    for old in FONTS.glob("*.woff2"):
        old.unlink()
    known = set().union(*order.values()) | SIGNS
    core = (set().union(*(order[number] for number in CORE)) | SIGNS | _own_words()) & known
    more = set().union(*(order[number] for number in MORE)) - core
    rest = sorted(known - core - more)
    pieces = {f"rest-{at // PIECE:02}": rest[at : at + PIECE] for at in range(0, len(rest), PIECE)}
    pieces |= {"more": sorted(more), "core": sorted(core)}
    faces, local = [], []
    for weight, (style, range_of_weights) in WEIGHTS.items():
        file = package / f"dist/web/static/woff2/Pretendard-{style}.woff2"
        for name, characters in pieces.items():
            has = _cut(file, characters, FONTS / f"{weight}-{name}.woff2")
            display = "optional" if name.startswith("rest") else "swap"
            faces.append(
                f'@font-face{{font-family:"{NAME}";font-weight:{weight};font-display:{display};'
                f'src:url("../fonts/text/{weight}-{name}.woff2") format("woff2");unicode-range:{_ranges(has)}}}'
            )
        local += _stand_ins(file, weight, range_of_weights)
    parts = [HEAD, *faces, NAV, LOCAL, *sorted(local), *_nav_stand_ins()]
    SHEET.write_text("\n".join(parts) + "\n", encoding="utf-8")
    _write_blank(file)


def _dynamic_subsets(sheet):
    """The characters of each dynamic subset by its number."""
    found = re.findall(r"Bold\.subset\.(\d+)\.woff2.*?unicode-range:\s*([^;}]+)", sheet.read_text(), re.DOTALL)
    return {int(number): set(_codes(ranges)) for number, ranges in found}


def _codes(ranges):
    for part in ranges.split(","):
        first, _, last = part.strip().removeprefix("U+").partition("-")
        yield from range(int(first, 16), int(last or first, 16) + 1)


def _own_words():
    """The syllables of what the site itself says."""
    left_out = {"tests", "bench", "dev", "node_modules", "migrations", ".venv"}
    files = [*(PROJECT / "templates").rglob("*.html"), *(PROJECT / "static" / "js").glob("*.js")]
    files += [file for file in PROJECT.glob("*/**/*.py") if not left_out & set(file.relative_to(PROJECT).parts)]
    return {ord(letter) for file in files for letter in file.read_text(encoding="utf-8") if "가" <= letter <= "힣"}


def _cut(source, characters, target):
    """Cut `source` to `characters`, under a name of our own, as the licence asks; returns those that it has."""
    font = TTFont(source)
    options = Options()
    options.layout_features += ["tnum"]
    options.name_IDs = [0, 1, 2, 3, 4, 5, 6, 7, 13, 14]
    options.notdef_outline = True
    options.flavor = "woff2"
    has = sorted(set(characters) & set(font.getBestCmap()))
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=has)
    subsetter.subset(font)
    for record in font["name"].names:
        if record.nameID in {1, 3, 4, 6}:
            record.string = NAME.replace(" ", "") if record.nameID == 6 else NAME
    font["head"].modified = font["head"].created  # the same files whenever it is done
    font.recalcTimestamp = False
    font.flavor = "woff2"
    written = io.BytesIO()
    font.save(written)
    target.write_bytes(written.getvalue())
    return has


def _ranges(codes):
    """`codes` as a unicode-range."""
    starts = [codes[0], *(after for before, after in pairwise(codes) if after != before + 1)]
    ends = [*(before for before, after in pairwise(codes) if after != before + 1), codes[-1]]
    return ",".join(f"U+{a:x}" if a == b else f"U+{a:x}-{b:x}" for a, b in zip(starts, ends, strict=True))


def _stand_ins(file, weight, range_of_weights):
    """Faces of readers' fonts as wide and as high as `file`."""
    font = TTFont(file)
    units, cmap, widths = font["head"].unitsPerEm, font.getBestCmap(), font["hmtx"]
    high = tuple(abs(value) / units for value in (font["hhea"].ascent, font["hhea"].descent, font["hhea"].lineGap))

    def width(letters):
        return sum(widths[cmap[ord(letter)]][0] for letter in letters) / len(letters) / units

    ours = (width(" "), width("0123456789"), width("abcdefghijklmnopqrstuvwxyz"))
    place = list(WEIGHTS).index(weight)
    for name, (*names, theirs) in LETTERS.items():
        for characters, wanted, has in zip(RANGES_OF_LETTERS, ours, theirs[weight], strict=True):
            given = {"ratio": wanted / has, "high": high, "characters": characters}
            yield _stand_in(f"Text by {name}", range_of_weights, names[place], **given)
    for name, (*names, has) in SYLLABLES.items():
        given = {"ratio": width("가") / has, "high": high, "characters": SYLLABLE_RANGE}
        yield _stand_in(f"Text by {name}", range_of_weights, names[place], **given)


def _nav_stand_ins():
    for name, (names, _, has) in SYLLABLES.items():
        given = {"ratio": NAV_WIDTH / has, "high": NAV_HIGH, "characters": f"U+20-7E,{SYLLABLE_RANGE}"}
        yield _stand_in(f"Nav by {name}", "400 700", names, **given)


def _write_blank(file):
    """Write the script with a font without ink whose syllables are as wide as those of `file`."""
    font = TTFont(file)
    units, syllables = font["head"].unitsPerEm, range(0xAC00, 0xD7A4)
    width = font["hmtx"][font.getBestCmap()[syllables[0]]][0]
    made = FontBuilder(units, isTTF=True)
    made.setupGlyphOrder([".notdef", "blank"])
    made.setupCharacterMap(dict.fromkeys(syllables, "blank"))
    speck = TTGlyphPen(None)  # browsers refuse a font without any outline
    for draw, point in ((speck.moveTo, (0, 0)), (speck.lineTo, (0, 1)), (speck.lineTo, (1, 0))):
        draw(point)
    speck.closePath()
    made.setupGlyf({".notdef": speck.glyph(), "blank": TTGlyphPen(None).glyph()})
    made.setupHorizontalMetrics(dict.fromkeys((".notdef", "blank"), (width, 0)))
    made.setupHorizontalHeader(ascent=font["hhea"].ascent, descent=font["hhea"].descent)
    made.setupNameTable({"familyName": "PoliBAT Blank", "styleName": "Regular"})
    made.setupOS2(sTypoAscender=font["hhea"].ascent, sTypoDescender=font["hhea"].descent)
    made.setupPost()
    made.font.flavor = "woff2"
    made.font["head"].created = made.font["head"].modified = font["head"].created
    made.font.recalcTimestamp = False
    written = io.BytesIO()
    made.font.save(written)
    words = {
        "BLANK": base64.b64encode(written.getvalue()).decode(),
        "NARROWER": f"{100 * NAV_WIDTH * units / width:.1f}%",
    }
    text = BLANK_SCRIPT
    for name, value in words.items():
        text = text.replace(name, value)
    SCRIPT.write_text(text, encoding="utf-8")


def _stand_in(family, weights, names, *, ratio, high, characters):
    source = ",".join(f'local("{name}")' for name in names)
    ascent, descent, gap = (f"{100 * value / ratio:.1f}%" for value in high)
    return (
        f'@font-face{{font-family:"{family}";font-weight:{weights};src:{source};unicode-range:{characters};'
        f"size-adjust:{100 * ratio:.1f}%;ascent-override:{ascent};descent-override:{descent};line-gap-override:{gap}}}"
    )


if __name__ == "__main__":
    main(Path(sys.argv[1]))
