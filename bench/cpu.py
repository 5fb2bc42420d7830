"""CPU time of processes, from /proc: machines are noisy, CPU time is not."""

import os
from dataclasses import dataclass
from pathlib import Path

MILLISECONDS_A_TICK = 1000 / os.sysconf("SC_CLK_TCK")


def _stat(pid):
    """Parent of a process, CPU ticks (user and system) of itself and of its ended children; None when it is gone."""
    try:
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return None
    own, ended = fields[11:13], fields[13:15]
    return int(fields[1]), sum(map(int, own)), sum(map(int, ended))


def cpu_milliseconds(pid):
    """CPU time that a process and its children have used so far.

    Those that ended count on: PostgreSQL's backends do, whenever the web server closes a connection.
    """
    found = _stat(pid)
    if found is None:
        return 0
    _, own, ended = found
    everybody = [stat for entry in Path("/proc").iterdir() if entry.name.isdigit() and (stat := _stat(entry.name))]
    return (own + ended + sum(ticks for parent, ticks, _ in everybody if parent == pid)) * MILLISECONDS_A_TICK


@dataclass(frozen=True)
class Meter:
    """The processes whose CPU is charged to the site."""

    web: int
    postgres: int
    valkey: int

    def read(self):
        """CPU milliseconds so far: web server with its workers, PostgreSQL with its backends, Valkey."""
        return (
            cpu_milliseconds(self.web),
            cpu_milliseconds(self.postgres),
            cpu_milliseconds(self.valkey),
        )
