"""Being a user of an embedded server: the first starts it, the last one to leave stops it, however they end.

Three lock files tell the whole state, and the kernel keeps them true even for processes that are killed:
`start` is held while somebody looks or starts, `users` is shared by everybody who uses the server, `keeper` is held by
the keeper, the parent process of the server. The keeper waits for `users` to be free and then stops its server.
"""

import fcntl
import os
import subprocess
import sys
import time
from contextlib import contextmanager

from dev.embedded.data_directory import PROJECT
from dev.embedded.errors import EmbeddedError
from dev.embedded.file_locks import exclusive, is_held, open_lock, try_lock

START_PATIENCE = 90
STOP_PATIENCE = 60
PAUSE = 0.02


@contextmanager
def lease(server, say):
    """Use `server` for the length of the block, starting it if nobody did; raises EmbeddedError if that fails."""
    users = open_lock(server.lock("users"))
    try:
        with exclusive(server.lock("start")):
            # Waits here while a keeper that was left by everybody stops its server.
            fcntl.flock(users, fcntl.LOCK_SH)
            _ensure_running(server, say)
        yield server
    finally:
        _leave(server, users)


def wait_until_stopped(server):
    """Wait until the keeper of `server` is gone. False when it still has other users or does not end."""
    deadline = time.monotonic() + STOP_PATIENCE
    while is_held(server.lock("keeper")):
        if time.monotonic() > deadline:
            return False
        time.sleep(PAUSE)
    return True


def _ensure_running(server, say):
    deadline = time.monotonic() + START_PATIENCE
    while not server.is_alive():
        if not is_held(server.lock("keeper")):
            _start_keeper(server, say)
        elif time.monotonic() > deadline:
            raise EmbeddedError(f"{server.title}이(가) {START_PATIENCE}초 동안 응답하지 않습니다. 기록: {server.log}")
        else:
            time.sleep(PAUSE)


def _start_keeper(server, say):
    """Start a keeper and pass on its lines until it says that the server is ready."""
    server.keeper = keeper = subprocess.Popen(
        [sys.executable, "-m", "dev.embedded", "keep", server.name, server.purpose],
        cwd=PROJECT,
        env={**os.environ, "EMBEDDED_VAR": str(server.home.var)},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    assert keeper.stdout is not None, "it was asked for"
    with keeper.stdout:
        for line in map(str.strip, keeper.stdout):
            if line == "ready":
                say(f"{server.title} 시작")
                return
            if line.startswith("error "):
                keeper.wait()
                raise EmbeddedError(line.removeprefix("error "))
            say(line)
    raise EmbeddedError(f"{server.title}을(를) 시작하지 못했습니다 (종료 코드 {keeper.wait()}). 기록: {server.log}")


def _leave(server, users):
    """Give the lease back; the last user waits for the server to be down, so that nothing is left behind."""
    with exclusive(server.lock("start")):
        # Nobody can join while we hold `start`. Alone: the keeper stops now. Not even a shared lock: it already does.
        is_last = try_lock(users, fcntl.LOCK_EX) or not try_lock(users, fcntl.LOCK_SH)
        os.close(users)
        if is_last:
            wait_until_stopped(server)
            if server.keeper:
                server.keeper.wait()
