"""`var/log/`: what the web process, the job worker and mails of `make run` have to say, one file each."""

import os
from pathlib import Path
from typing import IO

from dev.embedded.data_directory import DataDirectory, give_to_owner
from dev.embedded.server import LONGEST_LOG

WEB, WORKER, MAIL = "web.log", "worker.log", "mail.log"
LINES_SHOWN = 15


def log_folder(home: DataDirectory) -> Path:
    """The folder of the logs, made when it is not there; a file that has grown long is set aside."""
    folder = home.var / "log"
    folder.mkdir(mode=0o700, exist_ok=True)
    give_to_owner(folder)
    for name in (WEB, WORKER, MAIL):
        log = folder / name
        if log.exists() and log.stat().st_size > LONGEST_LOG:
            log.replace(log.with_suffix(".log.1"))
        open_log(log).close()
        give_to_owner(log)
    return folder


def open_log(log: Path) -> IO[str]:
    """Open `log` to write at its end; it may carry codes and nicknames, so only its owner reads it."""
    return os.fdopen(os.open(log, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600), "a", encoding="utf-8")


def last_lines(log: Path) -> str:
    """The last lines of `log`, for a message about a process that ended."""
    return "".join(_lines(log)[-LINES_SHOWN:]).rstrip()


def _lines(log: Path) -> list[str]:
    return log.read_text(encoding="utf-8", errors="replace").splitlines(keepends=True) if log.exists() else []
