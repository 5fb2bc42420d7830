"""The keeper: parent of one server, restarts it when it dies, stops it when its last user is gone.

A process of its own, so that it outlives the user who happened to come first, and so that a user who is killed is
noticed like one who leaves. If the keeper itself is killed, the kernel signals the server to stop.
"""

import fcntl
import os
import signal
import subprocess
import sys
import threading
import time
from collections import deque

from dev.embedded.data_directory import DataDirectory
from dev.embedded.errors import EmbeddedError
from dev.embedded.file_locks import open_lock, try_lock
from dev.embedded.postgres import Postgres
from dev.embedded.valkey import Valkey

KINDS = {kind.name: kind for kind in (Postgres, Valkey)}
SIGNALS = {signal.SIGCHLD, signal.SIGTERM, signal.SIGINT, signal.SIGHUP}
START_PATIENCE = 60
STOP_PATIENCE = 30
PAUSE = 0.02
# A server that dies this often within the window (seconds) is broken, not unlucky.
MOST_RESTARTS = 5
RESTART_WINDOW = 60


def keep(name, purpose):
    """Run the server `name` for `purpose` until nobody uses it; lines on standard output go to the first user."""
    signal.pthread_sigmask(signal.SIG_BLOCK, SIGNALS)
    server = KINDS[name](DataDirectory.find(), purpose)
    keeper = open_lock(server.lock("keeper"))
    if not try_lock(keeper, fcntl.LOCK_EX):
        _say("error 다른 프로세스가 이미 서버를 돌보고 있습니다.")
        return 1
    try:
        server.home.folder(purpose)
        process = _start(server)
    except EmbeddedError as error:
        _say(f"error {error}")
        return 1
    _say("ready")
    _let_go_of_terminal(server)
    threading.Thread(target=_end_when_unused, args=(server,), daemon=True).start()
    return _watch(server, process)


def _watch(server, process):
    """Wait for a reason to end; meanwhile start a server that died again."""
    deaths = deque(maxlen=MOST_RESTARTS)
    while True:
        if signal.sigwait(SIGNALS) != signal.SIGCHLD:
            _stop(server, process)
            return 0
        if process.poll() is None:
            continue
        deaths.append(time.monotonic())
        if len(deaths) == MOST_RESTARTS and deaths[-1] - deaths[0] < RESTART_WINDOW:
            return 1
        process = _start(server)


def _start(server):
    """Start the server and wait until it answers; tries again, as children of a killed one may still hold memory."""
    for _attempt in range(3):
        server.prepare(_say)
        process = server.start()
        deadline = time.monotonic() + START_PATIENCE
        while process.poll() is None and time.monotonic() < deadline:
            if server.is_alive():
                return process
            time.sleep(PAUSE)
        _stop(server, process)
        time.sleep(0.3)
    raise EmbeddedError(f"{server.title}이(가) 시작되지 않습니다: {server.last_words()} (기록: {server.log})")


def _stop(server, process):
    for number in server.stop_signals:
        if process.poll() is None:
            process.send_signal(number)
            try:
                process.wait(STOP_PATIENCE)
            except subprocess.TimeoutExpired:
                continue


def _end_when_unused(server):
    """Wait until no user is left (the lock is ours then, and newcomers wait for us to end) and wake the main thread."""
    fcntl.flock(open_lock(server.lock("users")), fcntl.LOCK_EX)
    os.kill(os.getpid(), signal.SIGTERM)


def _say(line):
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


def _let_go_of_terminal(server):
    """Let the first user's pipe and terminal go; what we have to say from now on goes to the server's log."""
    log = os.open(server.log, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
    os.dup2(log, 1)
    os.dup2(log, 2)
    os.close(log)
