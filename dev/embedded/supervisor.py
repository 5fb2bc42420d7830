"""`make run`: the servers, a migrated database with demo data, the web process and the job worker, until Ctrl-C."""

import errno
import os
import signal
import socket
import subprocess
import sys
import time
from collections import deque
from dataclasses import dataclass, field
from functools import partial
from http.client import HTTPConnection, HTTPException

import psycopg
from dotenv import load_dotenv

from dev.embedded import servers
from dev.embedded.data_directory import PROJECT, DataDirectory
from dev.embedded.environment import environment
from dev.embedded.errors import EmbeddedError
from dev.embedded.processes import STOP_SIGNALS, before_exec, kill_group, stop_signals_held

MANAGE = [sys.executable, str(PROJECT / "manage.py")]
STOP_PATIENCE = 20
READY_PATIENCE = 60
PAUSE = 0.1
# Seconds before the first, second, … restart of a process that keeps dying; after the last one everything ends.
BACKOFF = (0.5, 1, 2, 4, 8)
# A process that lived this long (seconds) has recovered.
HEALTHY_AGE = 60


class Stopped(BaseException):
    """Somebody asked us to end (Ctrl-C, SIGTERM, a closed terminal); like KeyboardInterrupt, not an error."""


@dataclass
class Child:
    """A process of the site that must live as long as the site."""

    title: str
    command: list
    process: subprocess.Popen = None
    deaths: deque = field(default_factory=deque)

    def start(self, **variables):
        """Start it in a session of its own, with `variables` added to the environment."""
        self.process = _spawn(self.command, variables)

    def stop(self):
        """Ask it to end, insist after a while, and leave nothing of its process group behind."""
        if self.process is None:
            return
        if self.process.poll() is None:
            self.process.terminate()
            try:
                self.process.wait(STOP_PATIENCE)
            except subprocess.TimeoutExpired:
                self.process.kill()
                self.process.wait()
        kill_group(self.process.pid)

    def revive(self):
        """Start it again after a pause that grows with each death in a row. Raises EmbeddedError after the last."""
        code = self.process.wait()
        kill_group(self.process.pid)
        now = time.monotonic()
        while self.deaths and now - self.deaths[0] > HEALTHY_AGE:
            self.deaths.popleft()
        if len(self.deaths) == len(BACKOFF):
            raise EmbeddedError(
                f"{self.title}이(가) 계속 종료되어(코드 {code}) 모두 끝냅니다. 위의 기록을 확인해 주세요."
            )
        _say(f"{self.title}이(가) 종료되어(코드 {code}) 다시 시작합니다.")
        time.sleep(BACKOFF[len(self.deaths)])
        self.deaths.append(now)
        self.start()


def run():
    """Serve the site until somebody stops it; the exit code is 0 then. Raises EmbeddedError when it cannot go on."""
    for number in STOP_SIGNALS:
        if number != signal.SIGHUP or signal.getsignal(number) != signal.SIG_IGN:
            signal.signal(number, _stop)
    try:
        load_dotenv(PROJECT / ".env")
        host, port = os.environ.get("HOST") or "127.0.0.1", _port()
        _claim_port(host, port)
        own_database = not os.environ.get("DATABASE_URL")
        with environment(_local(host, port)), servers("site", say=_say):
            _prepare(own_database)
            _serve(host, port)
    except Stopped:
        _say("모두 종료했습니다.")
    return 0


def _prepare(own_database):
    """Bring the database, its demo data and the static files up to date."""
    _say("데이터베이스를 최신 구조로 맞춥니다.")
    _step("migrate", "--noinput", "--verbosity", "0")
    if not _has_members():
        if own_database:
            _say("시연 데이터를 만듭니다.")
            _extra_step("seed_demo")
        else:
            _say("DATABASE_URL의 데이터베이스가 비어 있습니다. 시연 데이터: .venv/bin/python manage.py seed_demo")
    if _static_files_are_old():
        _say("정적 파일을 모읍니다.")
        _step("collectstatic", "--noinput", "--verbosity", "0")


def _serve(host, port):
    """Run the web process and the job worker, reviving what dies."""
    children = [
        Child("웹 서버", web_command(host, port)),
        Child("작업 처리기", [*MANAGE, "worker"]),
    ]
    try:
        for child in children:
            child.start()
        _announce(host, port, children[0])
        while True:
            pid, status = os.wait()
            dead = next((child for child in children if child.process.pid == pid), None)
            if dead is None:
                raise EmbeddedError(
                    "데이터베이스나 Valkey를 돌보던 프로세스가 끝나 모두 종료합니다. 다시 실행해 주세요."
                )
            dead.process.returncode = os.waitstatus_to_exitcode(status)
            dead.revive()
    finally:
        for child in children:
            child.stop()


def web_command(host, port):
    """The web server as it serves the site; benchmarks measure this very one."""
    address = f"[{host}]" if ":" in host else host
    return [
        *(sys.executable, "-m", "gunicorn", "polibat.wsgi", "--bind", f"{address}:{port}", "--no-control-socket"),
        *("--worker-class", "gthread", "--workers", os.environ.get("WEB_WORKERS") or "2"),
        *("--threads", os.environ.get("WEB_THREADS") or "4", "--log-level", "warning", "--graceful-timeout", "10"),
    ]


def _local(host, port):
    """What a run on this machine needs besides the servers, unless EMBEDDED=0 asks for everything to be real."""
    if os.environ.get("EMBEDDED") == "0":
        return {}
    return {"EMBEDDED": "1", "SITE_URL": _address(host, port), **DataDirectory.find(_say).secrets()}


def _announce(host, port, web):
    """Wait for the first answer and print where the site is and who may sign in."""
    deadline = time.monotonic() + READY_PATIENCE
    while not _answers(host, port):
        if web.process.poll() is not None or time.monotonic() > deadline:
            raise EmbeddedError("웹 서버가 시작되지 않습니다. 위의 기록을 확인해 주세요.")
        time.sleep(PAUSE)
    _say(f"정치방망이가 열렸습니다: {_address(host, port)}/  (Ctrl-C로 종료)")
    _extra_step("demo_accounts")


def _answers(host, port):
    connection = HTTPConnection(_reachable(host), port, timeout=5)
    try:
        connection.request("GET", "/health")
        connection.getresponse()
    except (OSError, HTTPException):
        return False
    finally:
        connection.close()
    return True


def _address(host, port):
    """The address to type into a browser on this machine."""
    name = _reachable(host)
    return f"http://[{name}]:{port}" if ":" in name else f"http://{name}:{port}"


def _reachable(host):
    """`host`, or for "every address of this machine" the one that we can ask."""
    return {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(host, host)  # noqa: S104


def _port():
    text = os.environ.get("PORT") or "8000"
    if not text.isdigit() or not 0 < int(text) < 1 << 16:
        raise EmbeddedError(f"PORT={text}은(는) 1부터 65535까지의 숫자여야 합니다.")
    return int(text)


def _claim_port(host, port):
    """Refuse before anything is started when the address cannot be had."""
    try:
        family, _kind, _protocol, _name, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        with socket.socket(family) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind(address)
    except OSError as error:
        if error.errno == errno.EADDRINUSE:
            raise EmbeddedError(f"{port}번 포트를 이미 쓰고 있습니다. 다른 포트로: PORT={port + 1} make run") from error
        raise EmbeddedError(f"{host}:{port}에서 열 수 없습니다: {error.strerror}.") from error


def _has_members():
    with psycopg.connect(os.environ["DATABASE_URL"]) as connection:
        return connection.execute("SELECT EXISTS (SELECT FROM accounts_member)").fetchone()[0]


def _static_files_are_old():
    """Whether a source, a package or a folder (something was deleted) is newer than the collected files."""
    manifest = PROJECT / "staticfiles" / "staticfiles.json"
    if not manifest.exists():
        return True
    sources = [PROJECT / "static", PROJECT / "requirements.txt"]
    sources += [*(PROJECT / "static").rglob("*"), *(PROJECT / "polibat" / "storage").glob("*.py")]
    return max(source.stat().st_mtime for source in sources) > manifest.stat().st_mtime


def _extra_step(*arguments):
    """Run a management command that the site can do without; the next `make run` tries again."""
    try:
        _step(*arguments)
    except EmbeddedError as error:
        _say(f"{error} 사이트는 그대로 엽니다.")


def _step(*arguments):
    """Run a management command to its end. Raises EmbeddedError when it fails."""
    child = Child(arguments[0], [*MANAGE, *arguments])
    try:
        # What the steps print is meant for a person; the log of every row would bury it.
        child.start(LOG_LEVEL=os.environ.get("LOG_LEVEL") or "WARNING")
        code = child.process.wait()
    finally:
        child.stop()
    if code:
        raise EmbeddedError(f"`manage.py {arguments[0]}`이(가) 실패했습니다(코드 {code}). 위의 기록을 확인해 주세요.")


def _spawn(command, variables):
    with stop_signals_held():
        return subprocess.Popen(
            command,
            cwd=PROJECT,
            env={**os.environ, **variables},
            stdin=subprocess.DEVNULL,
            preexec_fn=partial(before_exec, signal.SIGTERM),  # noqa: PLW1509
        )


def _stop(_number, _frame):
    """Leave whatever we are doing; from now on only the orderly end counts, a second Ctrl-C must not break it."""
    for number in STOP_SIGNALS:
        signal.signal(number, signal.SIG_IGN)
    raise Stopped


def _say(line):
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()
