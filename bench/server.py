"""The web server that is measured: the one of `make run`, with the bench's settings."""

import os
import socket
import subprocess
import time
from contextlib import contextmanager
from http.client import HTTPConnection, HTTPException

from dev.embedded.data_directory import PROJECT
from dev.embedded.supervisor import web_command

HOST = "127.0.0.1"
PATIENCE = 60


def free_port():
    """A port that nobody uses at this moment."""
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        return probe.getsockname()[1]


@contextmanager
def serving(*, cache_seconds, log):
    """Serve the site on a free port with pages cached for so long (0: not at all); port and process id."""
    port = free_port()
    settings = {"DJANGO_SETTINGS_MODULE": "bench.settings", "PAGE_CACHE_SECONDS": str(cache_seconds), "DEBUG": "0"}
    with log.open("ab") as output:
        process = subprocess.Popen(
            web_command(HOST, port),
            cwd=PROJECT,
            env={**os.environ, **settings},
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=output,
        )
    try:
        _wait_for(process, port)
        yield port, process.pid
    finally:
        process.terminate()
        try:
            process.wait(20)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def _wait_for(process, port):
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline and process.poll() is None:
        connection = HTTPConnection(HOST, port, timeout=5)
        try:
            connection.request("GET", "/health")
            if connection.getresponse().status == 200:
                return
        except (OSError, HTTPException):
            time.sleep(0.1)
        finally:
            connection.close()
    raise RuntimeError("the web server does not answer; see its log")
