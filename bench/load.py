"""Asking a server over several connections that stay open, and timing each answer."""

import asyncio
import time
from dataclasses import dataclass, field
from itertools import count, islice

CONNECTIONS = 16
GOOD = {200, 201, 204, 302}
# As browsers do; what says nothing is taken for a program, whose visits do not count.
AGENT = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0 Safari/537.36"


class Failed(Exception):
    """The server answered something else than it was asked for; figures would mean nothing."""


@dataclass(frozen=True)
class Request:
    """One HTTP request."""

    method: str
    path: str
    headers: dict = field(default_factory=dict)
    body: bytes = b""

    def encode(self, host):
        """The bytes that go over the wire."""
        headers = {"Host": host, "User-Agent": AGENT, **self.headers}
        if self.body:
            headers |= {"Content-Type": "application/x-www-form-urlencoded", "Content-Length": str(len(self.body))}
        lines = [f"{self.method} {self.path} HTTP/1.1", *(f"{name}: {value}" for name, value in headers.items())]
        return "\r\n".join([*lines, "", ""]).encode() + self.body


@dataclass
class Run:
    """What came of asking: seconds of each answer, how long it took in all, bytes that came."""

    latencies: list = field(default_factory=list)
    seconds: float = 0
    received: int = 0

    @property
    def size(self):
        """The size of an answer, on the average."""
        return self.received // self.count

    def add(self, other):
        """Join what came of asking again."""
        self.latencies += other.latencies
        self.seconds += other.seconds
        self.received += other.received

    @property
    def count(self):
        """How many were answered."""
        return len(self.latencies)

    @property
    def rate(self):
        """Answers a second."""
        return self.count / self.seconds

    def percentile(self, share):
        """The time in milliseconds within which `share` of the answers came."""
        return sorted(self.latencies)[min(self.count - 1, int(self.count * share))] * 1000


def ask(host, port, requests, *, seconds, most, rate=0):
    """Send requests from an iterator for `seconds`, at most `most`, over 16 connections. Raises Failed.

    With a `rate`, so many a second are sent and no more.
    """
    return asyncio.run(_ask(host, port, islice(requests, most), seconds, rate))


async def _ask(host, port, requests, seconds, rate):
    run, began = Run(), time.monotonic()
    due = (began + number / rate if rate else 0 for number in count())
    paced = zip(requests, due, strict=False)
    await asyncio.gather(*(_connection(host, port, paced, run, began + seconds) for _ in range(CONNECTIONS)))
    run.seconds = time.monotonic() - began
    if not run.count:
        raise Failed("no answer at all")
    return run


async def _connection(host, port, requests, run, end):
    reader = writer = None
    for request, due in requests:
        if (early := due - time.monotonic()) > 0:
            await asyncio.sleep(early)
        if writer is None:
            reader, writer = await asyncio.open_connection(host, port)
        began = time.monotonic()
        writer.write(request.encode(f"{host}:{port}"))
        size, stays_open = await _answer(reader, request)
        run.received += size
        run.latencies.append(time.monotonic() - began)
        if not stays_open:
            writer.close()
            writer = None
        if time.monotonic() > end:
            break
    if writer:
        writer.close()


async def _answer(reader, request):
    """Read one answer; its size, and whether the connection stays open."""
    try:
        head = await reader.readuntil(b"\r\n\r\n")
    except asyncio.IncompleteReadError as error:
        raise Failed(f"{request.method} {request.path}: the connection broke off") from error
    status_line, *lines = head.decode("latin-1").lower().split("\r\n")
    headers = dict(line.split(": ", 1) for line in lines if ": " in line)
    status = int(status_line.split()[1])
    body = await _body(reader, headers)
    if status not in GOOD:
        raise Failed(f"{request.method} {request.path}: {status}\n{body[:600].decode(errors='replace')}")
    return len(body), headers.get("connection") != "close"


async def _body(reader, headers):
    """The body of an answer, whose length its head says, or which comes in pieces that say theirs (exports)."""
    if headers.get("transfer-encoding") != "chunked":
        return await reader.readexactly(int(headers.get("content-length", 0)))
    body = b""
    while size := int((await reader.readline()).split(b";")[0], 16):
        body += await reader.readexactly(size)
        await reader.readline()
    await reader.readline()
    return body
