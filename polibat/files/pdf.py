"""PDFs that do more than show pages: what would make a reader run, open or send something.

No reader is built here. Names are looked for as readers understand them (`/J#61vaScript` is `/JavaScript`), in the file
as it lies and inside object streams, where most writers of today put their dictionaries; what hides them otherwise is
refused. It is a sieve and no proof: whoever opens such a file should do it in a reader that runs nothing.
"""

import re
import zlib
from collections.abc import Iterator
from contextlib import suppress

HEX = re.compile(rb"#([0-9A-Fa-f]{2})")
# Programs, other files, and forms that send themselves. Long enough never to stand in compressed bytes by chance.
ACTIVE = re.compile(rb"/(?:JavaScript|Launch|EmbeddedFile|RichMedia|SubmitForm|ImportData|GoToE)")
# These are short: looked for only where nothing is compressed.
ENDS = rb"(?=[\x00\t\n\f\r ()<>\[\]{}/%]|$)"
SHORT = re.compile(rb"/(?:JS|XFA)" + ENDS)
# What happens by itself when the file or a page is opened: going to a page of the same file is all that is harmless.
AT_ONCE = re.compile(rb"/(?:OpenAction\s*(?!\s*\[)(?!\s*<<[^>]{0,300}/S\s*/GoTo" + ENDS + rb")|AA" + ENDS + rb")")
GOES_OUT = re.compile(rb"/S\s*/(?:URI|GoToR|Named|Sound|Movie|Rendition|Thread)" + ENDS)

STREAM = re.compile(rb"(?<!end)stream\r?\n")
LITERAL = re.compile(rb"\((?:[^()\\]|\\.)*\)", re.DOTALL)
# What an object stream begins with: numbers of objects and where each stands.
NUMBERS = re.compile(rb"(?:\s|%[^\r\n]*[\r\n])*\d+\s+\d+\s")
OBJECT_STREAMS = re.compile(rb"/(?:ObjStm|XRef)")
OTHER_FILTERS = re.compile(rb"/(?:ASCIIHexDecode|ASCII85Decode|LZWDecode|RunLengthDecode|Crypt|AHx|A85|LZW|RL)" + ENDS)
ENCRYPTED = re.compile(rb"/Encrypt" + ENDS)
PREDICTED = re.compile(rb"/Predictor\s+(?!1\b)\d")

LOOK_BACK = 1024
BEGINNING = 4096
# Of one object stream; writers put a hundred or two objects into each.
LONGEST = 4 * 1024 * 1024
MOST_TOGETHER = 16 * 1024 * 1024
# No office prints so many into ten megabytes.
MOST_STREAMS = 50_000


class Hidden(Exception):
    """What the file says cannot be seen from here."""


def is_active(content: bytes) -> bool:
    """Whether a PDF holds programs, other files, forms that send, or opens something by itself; or hides whether."""
    try:
        texts = [_without_streams(content), *_object_streams(content)]
    except Hidden:
        return True
    whole = _named(content)
    if OBJECT_STREAMS.search(whole) and (OTHER_FILTERS.search(whole) or ENCRYPTED.search(whole)):
        # An object stream that is encrypted, or packed in ways that no writer needs.
        return True
    texts = [_named(text) for text in texts]
    if ACTIVE.search(whole) or any(ACTIVE.search(text) or SHORT.search(text) for text in texts):
        return True
    goes_at_once = any(AT_ONCE.search(text) for text in texts)
    return goes_at_once and any(GOES_OUT.search(text) for text in texts)


def _named(text: bytes) -> bytes:
    """`text` with the letters of names that are written as numbers."""
    return HEX.sub(lambda found: bytes([int(found[1], 16)]), text)


def _without_streams(content: bytes) -> bytes:
    """What stands outside of streams."""
    kept, at = [], 0
    while found := STREAM.search(content, at):
        end = content.find(b"endstream", found.end())
        if end < 0:
            break
        kept.append(content[at : found.start()])
        at = end + len(b"endstream")
    return b" ".join([*kept, content[at:]])


def _object_streams(content: bytes) -> Iterator[bytes]:
    """The text of each stream that could be one of objects, whatever its dictionary calls it. Raises Hidden.

    Also of what only looks like a stream, inside another one: readers go where the table of the file sends them.
    """
    together = 0
    for number, found in enumerate(STREAM.finditer(content)):
        if number == MOST_STREAMS:
            raise Hidden
        text, is_packed = _begin(content, found.end())
        if not NUMBERS.match(text):
            head = content[max(0, found.start() - LOOK_BACK) : found.start()]
            head = _named(head[max(0, head.rfind(b"obj")) :])
            if b"/ObjStm" in head and PREDICTED.search(head):
                raise Hidden
            continue
        text = _unpacked(content, found.end()) if is_packed else _as_it_lies(content, found.end())
        together += len(text)
        if len(text) >= LONGEST or together > MOST_TOGETHER:
            raise Hidden
        yield LITERAL.sub(b"()", text)


def _begin(content: bytes, at: int) -> tuple[bytes, bool]:
    """The first bytes of a stream, and whether they were packed."""
    begins = content[at : at + BEGINNING]
    try:
        return zlib.decompressobj().decompress(begins, BEGINNING), True
    except zlib.error:
        return begins, False


def _as_it_lies(content: bytes, at: int) -> bytes:
    """A stream that is not packed; at most LONGEST bytes."""
    end = content.find(b"endstream", at, at + LONGEST)
    return content[at : end if end >= 0 else at + LONGEST]


def _unpacked(content: bytes, at: int) -> bytes:
    """A packed stream, as far as it can be read, as a forgiving reader does; at most LONGEST bytes."""
    packed, text = zlib.decompressobj(), b""
    with suppress(zlib.error):
        while not packed.eof and len(text) < LONGEST and (piece := content[at : at + BEGINNING]):
            text += packed.decompress(packed.unconsumed_tail + piece, LONGEST - len(text))
            at += BEGINNING
    return text
