"""CPU time of processes, from /proc: machines are noisy, CPU time is not."""

import os
from dataclasses import dataclass
from pathlib import Path

MILLISECONDS_A_TICK = 1000 / os.sysconf("SC_CLK_TCK")


def _stat(pid):
    """Parent and CPU ticks (user and system) of a process; None when it is gone."""
    try:
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return None
    return int(fields[1]), int(fields[11]) + int(fields[12])


def family(pid):
    """A process and its children."""
    children = [int(entry.name) for entry in Path("/proc").iterdir() if entry.name.isdigit()]
    return [pid, *(child for child in children if (stat := _stat(child)) and stat[0] == pid)]


def cpu_milliseconds(pids):
    """CPU time that these processes have used so far."""
    return sum(stat[1] for pid in pids if (stat := _stat(pid))) * MILLISECONDS_A_TICK


@dataclass(frozen=True)
class Meter:
    """The processes whose CPU is charged to the site."""

    web: int
    postgres: int
    valkey: int

    def read(self):
        """CPU milliseconds so far: web server with its workers, PostgreSQL with its backends, Valkey."""
        return (
            cpu_milliseconds(family(self.web)),
            cpu_milliseconds(family(self.postgres)),
            cpu_milliseconds([self.valkey]),
        )
