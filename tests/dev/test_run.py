"""`make run` as people meet it: an address appears, what dies comes back, Ctrl-C leaves nothing, faults get a line."""

import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from contextlib import closing, contextmanager
from http.client import HTTPConnection
from pathlib import Path

import psycopg
import pytest

from dev.embedded import servers
from dev.embedded.box import columns

PATIENCE = 180
# What the pytest plugin sets, and a person who types `make run` does not.
OF_THE_TESTS = {"DATABASE_URL", "REDIS_URL", "EMBEDDED", "PLAIN_STATIC", "TEST_DB"}


@pytest.fixture
def site():
    """Start commands of the embedded run with a `var/` of their own."""
    folder = Path(tempfile.mkdtemp(prefix="pb-"))
    folder.chmod(0o755)
    started = []

    def start(*arguments, **environment):
        kept = {name: value for name, value in os.environ.items() if name not in OF_THE_TESTS}
        process = subprocess.Popen(
            [sys.executable, "-m", "dev.embedded", *arguments],
            env={**kept, "EMBEDDED_VAR": str(folder), "MEDIA_ROOT": str(folder / "media"), **environment},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        started.append(process)
        return process

    start.folder = folder
    yield start
    for process in started:
        process.terminate()
        if not process.stdout.closed:
            process.communicate(timeout=PATIENCE)
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture
def var(monkeypatch):
    """Open the database of a site whose `var/` is a folder: its address, while somebody uses it."""

    @contextmanager
    def opened(folder):
        for name in OF_THE_TESTS:
            monkeypatch.delenv(name, raising=False)
        monkeypatch.setenv("EMBEDDED_VAR", str(folder))
        with servers("site"):
            yield os.environ["DATABASE_URL"]

    return opened


@pytest.fixture
def port():
    """A port that is free now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def processes_of(folder, word=b""):
    """The ids of the processes that carry `folder` in their environment and `word` in their arguments."""
    found = []
    for process in Path("/proc").glob("[0-9]*"):
        try:
            if os.fsencode(folder) in (process / "environ").read_bytes() and word in (process / "cmdline").read_bytes():
                found.append(int(process.name))
        except OSError:
            continue
    return sorted(found)


def get(port):
    """The status of /health."""
    with closing(HTTPConnection("127.0.0.1", port, timeout=30)) as connection:
        connection.request("GET", "/health")
        return connection.getresponse().status


def read_until(process, pattern):
    """The lines of `process` up to the one that matches `pattern`."""
    lines = []
    for line in process.stdout:
        lines.append(line)
        if re.search(pattern, line):
            return "".join(lines)
    return pytest.fail("".join(lines))


def test_run_serves_revives_and_leaves_nothing_behind(site, port):
    # Stopped while it prepares it ends at once, and begins anew where it stopped.
    process = site("run", PORT=str(port))
    read_until(process, "최신 구조")
    process.send_signal(signal.SIGINT)
    process.communicate(timeout=PATIENCE)
    assert process.returncode == 0
    assert processes_of(site.folder) == []

    process = site("run", PORT=str(port))
    said = read_until(process, "└")
    assert "시연 데이터를 만듭니다" in said
    where, _, box = said.partition("┌")
    assert f"http://127.0.0.1:{port}/ " in box
    assert "비밀번호" in box
    assert len({columns(line) for line in f"┌{box}".splitlines()}) == 1
    logs = site.folder / "log"
    assert where.splitlines()[-1] == f"메일과 기록은 {logs}/에 쌓입니다: mail.log, web.log, worker.log"
    assert '{"time"' not in said
    assert get(port) == 200
    os.kill(processes_of(site.folder, b"gunicorn")[0], signal.SIGKILL)
    read_until(process, "웹 서버.* 다시 시작합니다")
    deadline = time.monotonic() + PATIENCE
    while not _answers(port):
        assert time.monotonic() < deadline
    process.send_signal(signal.SIGINT)
    output, _ = process.communicate(timeout=PATIENCE)
    assert process.returncode == 0
    assert "모두 종료했습니다" in output
    assert '{"time"' not in output
    assert {log.stat().st_mode & 0o777 for log in logs.iterdir()} == {0o600}
    assert processes_of(site.folder) == []

    again = site("run", PORT=str(port))
    assert "시연 데이터를 만듭니다" not in read_until(again, f"http://127.0.0.1:{port}/")
    again.send_signal(signal.SIGTERM)
    again.communicate(timeout=PATIENCE)
    assert again.returncode == 0
    assert processes_of(site.folder) == []

    reset = site("reset")
    assert "내장 데이터를 지웠습니다" in reset.communicate(timeout=PATIENCE)[0]
    assert not (site.folder / "site").exists()
    assert not logs.exists()


def test_run_says_in_words_that_a_database_has_another_history_and_leaves_it_alone(site, port, var):
    def ask(query):
        with var(site.folder) as address, psycopg.connect(address) as connection:
            return connection.execute(query).rowcount

    ask("CREATE TABLE django_migrations (id int, app text, name text)")
    ask("INSERT INTO django_migrations VALUES (1, 'boards', '0001_initial'), (2, 'boards', '0099_of_another_time')")
    output, _ = site("run", PORT=str(port)).communicate(timeout=PATIENCE)
    assert "이어지지 않는 데이터베이스" in output
    assert "boards.0099_of_another_time" in output
    assert "make reset" in output
    assert "Traceback" not in output
    assert ask("SELECT FROM django_migrations") == 2
    assert ask("SELECT FROM pg_tables WHERE schemaname = 'public'") == 1


@pytest.mark.parametrize(
    ("environment", "line"),
    [({"PORT": "viele"}, "숫자여야 합니다"), ({"HOST": "203.0.113.1"}, "열 수 없습니다")],
)
def test_run_names_a_wrong_address_in_one_line(site, environment, line):
    output, _ = site("run", **environment).communicate(timeout=PATIENCE)
    assert line in output
    assert output.count("\n") == 1
    assert not (site.folder / "site").exists()


def test_run_names_a_port_that_is_taken_in_one_line(site):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        process = site("run", PORT=str(taken.getsockname()[1]))
        output, _ = process.communicate(timeout=PATIENCE)
    assert process.returncode == 1
    assert "포트를 이미 쓰고 있습니다" in output
    assert output.count("\n") == 1


def test_reset_refuses_a_real_database(site):
    process = site("reset", DATABASE_URL="postgresql://localhost/real")
    output, _ = process.communicate(timeout=PATIENCE)
    assert process.returncode == 1
    assert "아무것도 지우지 않았습니다" in output


def _answers(port):
    try:
        return get(port) == 200
    except OSError:
        return False
