"""What PostgreSQL and Valkey have in common: a private folder, a program, a socket that answers."""

import os
import signal
import subprocess
from functools import partial

from dev.embedded.processes import before_exec

LONGEST_LOG = 10 * 1024 * 1024


class Server:
    """One server for one purpose; the classes below say how it is prepared, started and asked whether it lives."""

    name = ""
    title = ""
    variable = ""
    stop_signals: tuple[signal.Signals, ...] = ()

    def __init__(self, home, purpose):
        """Describe the server of `purpose` in `home`; nothing is started and no file touched."""
        self.home = home
        # The keeper, when it was us who started it.
        self.keeper = None
        self.purpose = purpose
        self.folder = home.path / purpose
        self.data = self.folder / self.name
        self.log = home.var / f"{purpose}-{self.name}.log"

    @property
    def url(self):
        """The value for `variable` that leads to this server."""
        raise NotImplementedError

    def is_alive(self):
        """Whether the server answers a client that connects."""
        raise NotImplementedError

    def prepare(self, say):
        """Make the data folder or clear away what a crash left behind; called by the keeper before each start."""
        raise NotImplementedError

    def command(self):
        """The program and its arguments."""
        raise NotImplementedError

    def configuration(self):
        """What the program reads from its standard input."""
        return ""

    def lock(self, role):
        """The path of this server's lock file for `role`: start, users or keeper."""
        return self.home.lock(f"{self.purpose}-{self.name}.{role}")

    def start(self):
        """Start the program as the home's account; it ends with the process that started it."""
        process = self.run_as_account(subprocess.Popen, self.command(), stdin=subprocess.PIPE)
        assert process.stdin is not None, "it was asked for"
        process.stdin.write(self.configuration().encode())
        process.stdin.close()
        return process

    def run_as_account(self, run, command, **kwargs):
        """Call subprocess' `run` for `command` as the account, its output going to the log."""
        if self.log.exists() and self.log.stat().st_size > LONGEST_LOG:
            self.log.replace(self.log.with_suffix(".log.1"))
        with self.log.open("ab") as log:
            self.log.chmod(0o600)
            return run(
                command,
                stdout=log,
                stderr=log,
                cwd="/",
                env={"PATH": os.environ.get("PATH", os.defpath), "LC_ALL": "C.UTF-8", "TZ": "UTC"},
                umask=0o077,
                preexec_fn=partial(before_exec, self.stop_signals[0]),
                **self.home.account.popen,
                **kwargs,
            )

    def last_words(self):
        """The last line of the log, for a message about a server that did not start."""
        lines = self.log.read_text(errors="replace").splitlines() if self.log.exists() else []
        return lines[-1] if lines else "기록 없음"
