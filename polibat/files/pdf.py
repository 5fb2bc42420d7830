"""PDFs that do more than show pages: what would make a reader run, open or send something.

No reader is built here. Names are looked for as readers understand them (`/J#61vaScript` is `/JavaScript`), in the file
as it lies and inside object streams, where most writers of today put their dictionaries; what hides them otherwise is
refused. It is a sieve and no proof: whoever opens such a file should do it in a reader that runs nothing.
"""

import re
import zlib
from collections.abc import Iterator

HEX = re.compile(rb"#([0-9A-Fa-f]{2})")
# Programs, other files, and forms that send themselves. Long enough never to stand in compressed bytes by chance.
ACTIVE = re.compile(rb"/(?:JavaScript|Launch|EmbeddedFile|RichMedia|SubmitForm|ImportData|GoToE)")
# These are short: looked for only where nothing is compressed.
ENDS = rb"(?=[\x00\t\n\f\r ()<>\[\]{}/%]|$)"
SHORT = re.compile(rb"/(?:JS|XFA)" + ENDS)
# What happens by itself when the file or a page is opened: going to a page of the same file is all that is harmless.
AT_ONCE = re.compile(rb"/(?:OpenAction\s*(?!\s*\[)(?!\s*<<[^>]*/S\s*/GoTo" + ENDS + rb")|AA" + ENDS + rb")")
GOES_OUT = re.compile(rb"/S\s*/(?:URI|GoToR|Named|Sound|Movie|Rendition|Thread)" + ENDS)

STREAM = re.compile(rb"(?<!end)stream\r?\n")
LITERAL = re.compile(rb"\((?:[^()\\]|\\.)*\)", re.DOTALL)
# What an object stream begins with: numbers of objects and where each stands.
NUMBERS = re.compile(rb"(?:\s|%[^\r\n]*[\r\n])*\d+\s+\d+\s")
OBJECT_STREAMS = re.compile(rb"/(?:ObjStm|XRef)")
OTHER_FILTERS = re.compile(
    rb"/(?:ASCIIHexDecode|ASCII85Decode|LZWDecode|RunLengthDecode|Crypt|AHx|A85|LZW|RL)" + ENDS
)
ENCRYPTED = re.compile(rb"/Encrypt" + ENDS)
PREDICTED = re.compile(rb"/Predictor\s+(?!1\b)\d")

LOOK_BACK = 1024
BEGINNING = 4096
# Of one object stream; writers put a hundred or two objects into each.
LONGEST = 16 * 1024 * 1024
MOST_TOGETHER = 64 * 1024 * 1024


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
    """What stands outside of streams, without comments' and strings' worth of care: names alone are looked for."""
    return re.sub(rb"(?<!end)stream\r?\n.*?endstream", b" ", content, flags=re.DOTALL)


def _object_streams(content: bytes) -> Iterator[bytes]:
    """The text of each stream that could be one of objects, whatever its dictionary calls it. Raises Hidden."""
    together = 0
    for found in STREAM.finditer(content):
        head = _named(content[max(0, found.start() - LOOK_BACK) : found.start()])
        packed = zlib.decompressobj()
        try:
            text = packed.decompress(content[found.end() : found.end() + BEGINNING], BEGINNING)
            is_packed = True
        except zlib.error:
            text, is_packed = content[found.end() : found.end() + BEGINNING], False
        if not NUMBERS.match(text):
            if b"/ObjStm" in head[head.rfind(b"obj") :] and PREDICTED.search(head):
                raise Hidden
            continue
        if is_packed:
            try:
                text += packed.decompress(packed.unconsumed_tail + content[found.end() + BEGINNING :], LONGEST)
            except zlib.error:
                pass  # what was read until here is what a forgiving reader has, too
            if packed.unconsumed_tail:
                raise Hidden
        else:
            text = content[found.end() : content.find(b"endstream", found.end())]
        together += len(text)
        if together > MOST_TOGETHER:
            raise Hidden
        yield LITERAL.sub(b"()", text)
