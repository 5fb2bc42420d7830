"""`make reset`: delete everything that the embedded run keeps."""

import fcntl
import os
import sys
from contextlib import ExitStack

from dev.embedded.data_directory import DataDirectory
from dev.embedded.errors import EmbeddedError
from dev.embedded.file_locks import exclusive, open_lock, try_lock
from dev.embedded.server_lock import wait_until_stopped
from dev.embedded.server_process import KINDS


def reset():
    """Delete data, uploads, secrets and logs. Raises EmbeddedError while they are in use or DATABASE_URL is set."""
    if os.environ.get("DATABASE_URL"):
        raise EmbeddedError(
            "DATABASE_URL이 설정되어 있어 아무것도 지우지 않았습니다. `make reset`은 내장 데이터만 지웁니다."
        )
    home = DataDirectory.find()
    with ExitStack() as stack:
        for purpose in ("site", "test"):
            for kind in KINDS.values():
                _claim(kind(home, purpose), stack)
        home.remove()
    sys.stdout.write(f"{home.path}의 내장 데이터를 지웠습니다. `make run`으로 새로 시작할 수 있습니다.\n")
    return 0


def _claim(server, stack):
    """Keep everybody from `server` until `stack` is closed. Raises EmbeddedError when somebody uses it."""
    stack.enter_context(exclusive(server.lock("start")))
    users = open_lock(server.lock("users"))
    stack.callback(os.close, users)
    if not try_lock(users, fcntl.LOCK_SH):
        # Its keeper is about to stop it.
        wait_until_stopped(server)
    if not try_lock(users, fcntl.LOCK_EX):
        raise EmbeddedError("지금 사용 중인 서버가 있습니다. `make run`과 `make test`를 먼저 끝내 주세요.")
    wait_until_stopped(server)
