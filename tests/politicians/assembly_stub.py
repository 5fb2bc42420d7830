"""A stand-in for the National Assembly's Open API on loopback: real HTTP, scripted answers."""

import json
import threading
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit

from politicians.services.importers.open_assembly import SERVICE


def row(number, **changes):
    """One member of the present assembly, staff included, as the service sends it."""
    return {
        "HG_NM": f"가온{chr(ord('가') + number)}",
        "HJ_NM": "韓佳藍",
        "ENG_NM": "HAN GARAM",
        "BTH_GBN_NM": "양",
        "BTH_DATE": "1970-01-31",
        "JOB_RES_NM": "위원",
        "POLY_NM": "새빛당",
        "ORIG_NM": "가온시 갑",
        "ELECT_GBN_NM": "지역구",
        "CMITS": "행정안전위원회",
        "REELE_GBN_NM": "재선",
        "UNITS": "제21대, 제22대",
        "SEX_GBN_NM": "여",
        "TEL_NO": "02-000-0000",
        "E_MAIL": "office@example.com",
        "HOMEPAGE": "www.example.com",
        "STAFF": "비밀인물하나",
        "SECRETARY": "비밀인물둘",
        "MONA_CD": f"STUB{number:04d}",
    } | changes


def page(rows, *, total, code="INFO-000", message="정상 처리되었습니다."):
    """One page in the shape of the service."""
    head = [{"list_total_count": total}, {"RESULT": {"CODE": code, "MESSAGE": message}}]
    return {SERVICE: [{"head": head}, {"row": rows}]}


def refusal(code, message):
    """The shape in which the service refuses."""
    return {"RESULT": {"CODE": code, "MESSAGE": message}}


class Stub:
    """What the service holds, and what it was asked."""

    def __init__(self):
        self.rows = []
        self.asked = []
        self.answers = {}  # page number: (HTTP status, bytes) instead of the page
        self.silent = threading.Event()
        self.is_silent = False

    def answer(self, query):
        """Return status and body for one request."""
        self.asked.append({name: values[0] for name, values in query.items()})
        number, size = int(query["pIndex"][0]), int(query["pSize"][0])
        if self.is_silent:
            self.silent.wait(5)
        if number in self.answers:
            return self.answers[number]
        rows = self.rows[(number - 1) * size : number * size]
        return 200, json.dumps(page(rows, total=len(self.rows))).encode()


@contextmanager
def serving(settings):
    """Point the settings at a running stub."""
    stub = Stub()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self):
            address = urlsplit(self.path)
            assert address.path == f"/portal/openapi/{SERVICE}"
            status, body = stub.answer(parse_qs(address.query))
            if stub.is_silent:
                self.close_connection = True
                return
            self.send_response(status)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *args):
            """Keep quiet."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    settings.ASSEMBLY_API_URL = f"http://127.0.0.1:{server.server_port}/portal/openapi"
    settings.ASSEMBLY_API_KEY = "geheimer-schluessel"
    try:
        yield stub
    finally:
        stub.silent.set()
        server.shutdown()
        thread.join()
        server.server_close()
