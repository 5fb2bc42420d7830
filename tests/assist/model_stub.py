"""A stand-in for a service of OpenAI's shape on loopback: real HTTP, scripted answers."""

import json
import threading
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

SLOW = "slow"


class Stub:
    """What the service answers, and what it was asked."""

    def __init__(self):
        self.asked = []
        # In order; the last one stays. A number is a status, SLOW a silence, a text the content, bytes everything.
        self.answers = ["{}"]
        self.hurry = threading.Event()

    def says(self, *answers):
        """Script the answers; what is no text, number or bytes becomes JSON."""
        kinds = (int, str, bytes)
        self.answers = [one if isinstance(one, kinds) else json.dumps(one, ensure_ascii=False) for one in answers]

    @property
    def sent(self):
        """Everything that reached the service, as one text."""
        return json.dumps(self.asked, ensure_ascii=False)

    def next_answer(self, asked):
        """Return status and body for one request."""
        self.asked.append(asked)
        answer = self.answers.pop(0) if len(self.answers) > 1 else self.answers[0]
        if answer == SLOW:
            self.hurry.wait(20)
            return 200, b"{}"
        if isinstance(answer, int):
            return answer, b'{"error": {"message": "no"}}'
        if isinstance(answer, bytes):
            return 200, answer
        return 200, json.dumps(_completion(answer)).encode()


def _completion(content):
    message = {"role": "assistant", "content": content, "refusal": None}
    return {
        "id": "chatcmpl-1",
        "object": "chat.completion",
        "created": 1,
        "model": "stub",
        "choices": [{"index": 0, "message": message, "finish_reason": "stop"}],
        "usage": {"prompt_tokens": 120, "completion_tokens": 30, "total_tokens": 150},
    }


class _Handler(BaseHTTPRequestHandler):
    stub = None

    def do_POST(self):
        """Answer as scripted."""
        asked = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        status, body = self.stub.next_answer(asked)
        try:
            self.send_response(status)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(body)))
            # The client's wait before it tries again.
            self.send_header("retry-after-ms", "1")
            self.end_headers()
            self.wfile.write(body)
        except OSError:
            return  # the client has left

    def log_message(self, *args):
        """Say nothing."""


@contextmanager
def serving(settings):
    """The stub, with the settings that lead to it."""
    stub = Stub()
    server = ThreadingHTTPServer(("127.0.0.1", 0), type("Handler", (_Handler,), {"stub": stub}))
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    settings.OPENAI_API_KEY = "test-key"
    settings.OPENAI_BASE_URL = f"http://127.0.0.1:{server.server_port}/v1"
    settings.AI_TIMEOUT = 0.5
    try:
        yield stub
    finally:
        stub.hurry.set()
        server.shutdown()
        thread.join()
        server.server_close()
