"""What the tests of notifications share: the staff channel, the office of a politician."""

import http.server
import json
import threading

import pytest


@pytest.fixture
def teams(settings):
    """A webhook on loopback that keeps cards and answers with `status`."""

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_POST(self):
            server.cards.append(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))
            self.send_response(server.status)
            self.end_headers()

        def log_message(self, *args):
            pass

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.cards, server.status = [], 202
    threading.Thread(target=server.serve_forever, daemon=True).start()
    settings.TEAMS_WEBHOOK_URL = f"http://127.0.0.1:{server.server_port}/secret-hook"
    yield server
    server.shutdown()
    server.server_close()


@pytest.fixture
def office(politician):
    """A politician whose office has a public address, and for whom nobody speaks here."""
    politician.office_email = "office@assembly.example"
    politician.save(update_fields=["office_email"])
    return politician
