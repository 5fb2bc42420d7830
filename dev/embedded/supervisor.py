"""`make run`: the servers, a migrated database with demo data, the web process and the job worker, until Ctrl-C."""

import errno
import os
import signal
import socket
import subprocess
import sys
import time
from http.client import HTTPConnection, HTTPException

import psycopg
from dotenv import load_dotenv

from dev.embedded import servers
from dev.embedded.box import boxed
from dev.embedded.children import Child, say, spawn, stop
from dev.embedded.data_directory import PROJECT, DataDirectory
from dev.embedded.environment import environment
from dev.embedded.errors import EmbeddedError
from dev.embedded.history import unknown_migrations
from dev.embedded.logs import WEB, WORKER, log_folder
from dev.embedded.processes import STOP_SIGNALS

MANAGE = [sys.executable, str(PROJECT / "manage.py")]
READY_PATIENCE = 60
PAUSE = 0.1


class Stopped(BaseException):
    """Somebody asked us to end (Ctrl-C, SIGTERM, a closed terminal); like KeyboardInterrupt, not an error."""


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
        with environment(_local(host, port)), servers("site", say=say):
            _refuse_another_history(own_database)
            _prepare(own_database)
            _serve(host, port, log_folder(DataDirectory.find(say)))
    except Stopped:
        say("모두 종료했습니다.")
    return 0


def _refuse_another_history(own_database):
    """Raise EmbeddedError, touching nothing, when the database has had migrations that this code does not know."""
    unknown = unknown_migrations(os.environ["DATABASE_URL"])
    if not unknown:
        return
    way = (
        "그 데이터를 쓰던 판의 코드로 돌아가거나, 데이터를 지워도 되면 `make reset`을 실행한 뒤 다시 열어 주세요."
        if own_database
        else "그 데이터를 쓰던 판의 코드로 돌아가거나, DATABASE_URL에 비어 있는 데이터베이스를 적어 주세요."
    )
    raise EmbeddedError(
        "지금 코드와 이어지지 않는 데이터베이스입니다. 이 코드에 없는 마이그레이션이 "
        f"{len(unknown)}개 적용되어 있습니다({unknown[-1]} 등).\n{way}\n데이터는 그대로 두었습니다."
    )


def _prepare(own_database):
    """Bring the database, its demo data and the static files up to date."""
    say("데이터베이스를 최신 구조로 맞춥니다.")
    _step("migrate", "--noinput", "--verbosity", "0")
    if not _has_members():
        if own_database:
            say("시연 데이터를 만듭니다.")
            _extra_step("seed_demo")
        else:
            say("DATABASE_URL의 데이터베이스가 비어 있습니다. 시연 데이터: .venv/bin/python manage.py seed_demo")
    if _static_files_are_old():
        say("정적 파일을 모읍니다.")
        _step("collectstatic", "--noinput", "--verbosity", "0")


def _serve(host, port, logs):
    """Run the web process and the job worker, their logs in the folder `logs`, reviving what dies."""
    children = []
    try:
        children.append(web := Child.start("웹 서버", web_command(host, port), logs / WEB))
        children.append(Child.start("작업 처리기", [*MANAGE, "worker"], logs / WORKER))
        _announce(host, port, web, logs)
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
            stop(child.process)


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
    return {"EMBEDDED": "1", "SITE_URL": _address(host, port), **DataDirectory.find(say).secrets()}


def _announce(host, port, web, logs):
    """Wait for the first answer and say, last of all and in one box, where the site is and who may sign in."""
    accounts = _extra_step("demo_accounts", reads=True)
    deadline = time.monotonic() + READY_PATIENCE
    while not _answers(host, port):
        if web.process.poll() is not None or time.monotonic() > deadline:
            raise EmbeddedError(f"웹 서버가 시작되지 않습니다. {web.last_words()}")
        time.sleep(PAUSE)
    say(f"메일과 기록은 {_short(logs)}/에 쌓입니다: {', '.join(sorted(log.name for log in logs.glob('*.log')))}")
    lines = [f"정치방망이가 열렸습니다: {_address(host, port)}/", ""]
    if accounts:
        lines += [*accounts.splitlines(), ""]
    if os.environ.get("EMBEDDED") == "1" and not os.environ.get("EMAIL_URL"):
        lines.append(f"보낸 메일: {_address(host, port)}/dev/mail/")
    say(boxed([*lines, "종료: Ctrl-C"]))


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


def _reachable(host: str) -> str:
    """`host`, or for "every address of this machine" the one that we can ask."""
    return {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(host) or host  # noqa: S104


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
        return connection.execute("SELECT FROM accounts_member LIMIT 1").fetchone() is not None


def _static_files_are_old():
    """Whether a source, a package or a folder (something was deleted) is newer than the collected files."""
    manifest = PROJECT / "staticfiles" / "staticfiles.json"
    if not manifest.exists():
        return True
    sources = [PROJECT / "static", PROJECT / "requirements.txt"]
    sources += [*(PROJECT / "static").rglob("*"), *(PROJECT / "polibat" / "files").glob("*.py")]
    return max(source.stat().st_mtime for source in sources) > manifest.stat().st_mtime


def _short(path):
    """`path` from the project on, where it is in there."""
    return path.relative_to(PROJECT) if path.is_relative_to(PROJECT) else path


def _extra_step(*arguments, reads=False):
    """Run a management command that the site can do without, as `_step`; the next `make run` tries again."""
    try:
        return _step(*arguments, reads=reads)
    except EmbeddedError as error:
        say(f"{error} 사이트는 그대로 엽니다.")
        return ""


def _step(*arguments, reads=False):
    """Run a management command to its end; what it printed when `reads`. Raises EmbeddedError when it fails."""
    # What the steps print is meant for a person; the log of every row would bury it.
    variables = {"LOG_LEVEL": os.environ.get("LOG_LEVEL") or "WARNING"}
    process = spawn([*MANAGE, *arguments], variables=variables, stdout=subprocess.PIPE if reads else None)
    try:
        printed, _ = process.communicate()
    finally:
        stop(process)
    if code := process.returncode:
        raise EmbeddedError(f"`manage.py {arguments[0]}`이(가) 실패했습니다(코드 {code}). 위의 기록을 확인해 주세요.")
    return printed or ""


def _stop(_number, _frame):
    """Leave whatever we are doing; from now on only the orderly end counts, a second Ctrl-C must not break it."""
    for number in STOP_SIGNALS:
        signal.signal(number, signal.SIG_IGN)
    raise Stopped
