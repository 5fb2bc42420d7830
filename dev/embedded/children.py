"""The processes of the site that `make run` looks after."""

import os
import signal
import subprocess
import sys
import time
from collections import deque
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any

from dev.embedded.data_directory import PROJECT
from dev.embedded.errors import EmbeddedError
from dev.embedded.logs import last_lines, open_log
from dev.embedded.processes import before_exec, kill_group, stop_signals_held

STOP_PATIENCE = 20
# Seconds before the first, second, … restart of a process that keeps dying; after the last one everything ends.
BACKOFF = (0.5, 1, 2, 4, 8)
# A process that lived this long (seconds) has recovered.
HEALTHY_AGE = 60


@dataclass
class Child:
    """A process of the site that must live as long as the site; what it says goes to the end of `log`."""

    title: str
    command: Sequence[str]
    log: Path
    process: subprocess.Popen
    deaths: deque[float] = field(default_factory=deque)

    @classmethod
    def start(cls, title: str, command: Sequence[str], log: Path) -> "Child":
        """Start a process in a session of its own."""
        return cls(title, command, log, _logged(command, log))

    def revive(self) -> None:
        """Start it again after a pause that grows with each death in a row. Raises EmbeddedError after the last."""
        code = self.process.wait()
        kill_group(self.process.pid)
        now = time.monotonic()
        while self.deaths and now - self.deaths[0] > HEALTHY_AGE:
            self.deaths.popleft()
        if len(self.deaths) == len(BACKOFF):
            raise EmbeddedError(f"{self.title}이(가) 계속 종료되어(코드 {code}) 모두 끝냅니다. {self.last_words()}")
        say(f"{self.title}이(가) 종료되어(코드 {code}) 다시 시작합니다.")
        time.sleep(BACKOFF[len(self.deaths)])
        self.deaths.append(now)
        self.process = _logged(self.command, self.log)

    def last_words(self) -> str:
        """Where its log is, and the end of it."""
        return f"기록: {self.log}\n{last_lines(self.log)}"


def spawn(command: Sequence[str], *, variables: Mapping[str, str] | None = None, **streams: Any) -> subprocess.Popen:
    """Start a program of the project in a session of its own, with `variables` added to our environment."""
    with stop_signals_held():
        return subprocess.Popen(
            command,
            cwd=PROJECT,
            env={**os.environ, **(variables or {})},
            stdin=subprocess.DEVNULL,
            text=True,
            preexec_fn=partial(before_exec, signal.SIGTERM),  # noqa: PLW1509
            **streams,
        )


def stop(process: subprocess.Popen) -> None:
    """Ask it to end, insist after a while, and leave nothing of its process group behind."""
    if process.poll() is None:
        process.terminate()
        try:
            process.wait(STOP_PATIENCE)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
    kill_group(process.pid)


def _logged(command: Sequence[str], log: Path) -> subprocess.Popen:
    with open_log(log) as output:
        return spawn(command, stdout=output, stderr=output)


def say(line: str) -> None:
    """Print a line at once."""
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()
