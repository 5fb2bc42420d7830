"""A whole site of its own (PostgreSQL, Valkey, web process) whose parts a test may take away."""

import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from http.client import HTTPConnection
from pathlib import Path
from urllib.parse import urlencode

import psycopg
import pytest

from dev.embedded.data_directory import PROJECT, DataDirectory, silent
from dev.embedded.postgres import Postgres
from dev.embedded.valkey import Valkey

PATIENCE = 60
TOKEN = "t" * 32
# What names the test run's own servers must not reach this site.
FOREIGN = ("DATABASE_URL", "REDIS_URL", "TEST_DB", "EMBEDDED_VAR", "DJANGO_SETTINGS_MODULE")


class Part:
    """A server that can be stopped by a signal and started again."""

    def __init__(self, server):
        self.server = server
        self.process = None

    def start(self):
        """Start it and wait until it answers."""
        self.server.prepare(silent)
        self.process = self.server.start()
        until(self.server.is_alive)

    def stop(self, number):
        """Send the signal `number` and wait for the end."""
        if self.process is not None:
            self.process.send_signal(number)
            self.process.wait(PATIENCE)
            self.process = None


class Site:
    """The running site: `postgres` and `redis` are its parts, `ask` sends it a request."""

    def __init__(self, folder):
        home = DataDirectory.find(var=folder)
        home.folder("site")
        # "site", not "test": these settings keep what was committed, through a crash too.
        self.postgres, self.redis = Part(Postgres(home, "site")), Part(Valkey(home, "site"))
        self.port = free_port()
        self.log = folder / "web.log"
        self.environment = {
            **{name: value for name, value in os.environ.items() if name not in FOREIGN},
            **home.secrets(),
            "EMBEDDED": "1",
            "PLAIN_STATIC": "1",
            # However slow the machine is, only a test that asks for it meets these limits.
            "DATABASE_LOCK_TIMEOUT": "60",
            "DATABASE_STATEMENT_TIMEOUT": "120",
            "SITE_URL": f"http://127.0.0.1:{self.port}",
            "MEDIA_ROOT": str(folder / "media"),
            "DATABASE_URL": self.postgres.server.url,
            "REDIS_URL": self.redis.server.url,
        }
        self.web = None

    def start(self):
        """Start everything and make the cast."""
        self.postgres.start()
        self.redis.start()
        self.run("manage.py", "migrate", "--noinput", "--verbosity", "0")
        told = json.loads(self.run("-m", "tests.faults.cast"))
        self.sessions, self.tokens, self.posts = told["sessions"], told["tokens"], told["posts"]
        self.web = self.serve(self.port)

    def serve(self, port, **settings):
        """One more web process of this site under other settings, once it answers."""
        command = [sys.executable, "-m", "gunicorn", "polibat.wsgi", "--bind", f"127.0.0.1:{port}"]
        command += ["--worker-class", "gthread", "--threads", "8", "--no-control-socket", "--graceful-timeout", "2"]
        with self.log.open("ab") as log:
            web = subprocess.Popen(command, cwd=PROJECT, env=self.environment | settings, stdout=log, stderr=log)
        until(lambda: self._answers(web, port))
        return web

    def stop(self):
        """End everything, web process first."""
        if self.web is not None:
            self.web.terminate()
            self.web.wait(PATIENCE)
        self.redis.stop(signal.SIGTERM)
        self.postgres.stop(signal.SIGINT)

    def ask(self, path, *, session="", form=None, port=None):
        """Send a GET, or a POST of `form`; the status, the headers and the body as text."""
        connection = HTTPConnection("127.0.0.1", port or self.port, timeout=PATIENCE)
        cookies = f"csrftoken={TOKEN}" + (f"; sessionid={session}" if session else "")
        headers = {"Cookie": cookies, "X-CSRFToken": TOKEN}
        body = None
        if form is not None:
            body = urlencode(form)
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        try:
            connection.request("GET" if form is None else "POST", path, body=body, headers=headers)
            response = connection.getresponse()
            return response.status, response.headers, response.read().decode()
        finally:
            connection.close()

    def ask_api(self, path, *, token="", body=None, key="", port=None):
        """Send a GET, or a POST of `body` as JSON; the status, the headers and what the answer says."""
        connection = HTTPConnection("127.0.0.1", port or self.port, timeout=PATIENCE)
        headers = {"Content-Type": "application/json"} | ({"Authorization": f"Bearer {token}"} if token else {})
        headers |= {"Idempotency-Key": key} if key else {}
        try:
            sent = None if body is None else json.dumps(body)
            connection.request("GET" if body is None else "POST", path, body=sent, headers=headers)
            response = connection.getresponse()
            return response.status, response.headers, json.loads(response.read())
        finally:
            connection.close()

    def rows(self, query):
        """The rows of an SQL query."""
        with psycopg.connect(self.postgres.server.url) as connection:
            return connection.execute(query).fetchall()

    def _answers(self, web, port):
        assert web.poll() is None, self.log.read_text()
        try:
            return self.ask_api("/health", port=port)[0] == 200
        except OSError:
            return False

    def run(self, *arguments, **settings):
        """Run Python with the site's environment and other settings to the end; what it printed."""
        environment = self.environment | settings
        done = subprocess.run(
            [sys.executable, *arguments], cwd=PROJECT, env=environment, capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, done.stderr
        return done.stdout


def free_port():
    """A port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def until(condition):
    """Wait until `condition()` holds; fail after PATIENCE seconds."""
    deadline = time.monotonic() + PATIENCE
    while not condition():
        assert time.monotonic() < deadline, "it did not happen in time"
        time.sleep(0.02)


@pytest.fixture(scope="session")
def site():
    """A running site; whoever takes a part away puts it back."""
    folder = Path(tempfile.mkdtemp(prefix="pb-"))
    # The servers run under an account of their own.
    folder.chmod(0o755)
    site = Site(folder)
    try:
        site.start()
        yield site
    finally:
        site.stop()
        shutil.rmtree(folder)
