"""The embedded PostgreSQL: a cluster with one superuser behind a password, on a unix socket alone."""

import os
import shutil
import signal
import socket
import struct
import subprocess
import time
from pathlib import Path
from urllib.parse import quote

from dev.embedded.data_directory import write_private
from dev.embedded.errors import EmbeddedError
from dev.embedded.programs import postgres_folder, postgres_major
from dev.embedded.server import Server

DATABASE = ROLE = "polibat"
# The builtin locale provider sorts by code point, which for 한글 is 가나다; before 17 the C library does the same.
FIRST_WITH_BUILTIN_LOCALE = 17
ORPHAN_PATIENCE = 20
ANSWER_PATIENCE = 5
SOCKET = ".s.PGSQL.5432"
PROTOCOL = 3 << 16
SETTINGS = {
    "listen_addresses": "",
    "unix_socket_permissions": "0700",
    "max_connections": "200",
    "shared_buffers": "256MB",
    "effective_cache_size": "1GB",
    "random_page_cost": "1.1",
    "timezone": "UTC",
    "log_timezone": "UTC",
    "log_line_prefix": "%m [%p] ",
    "log_checkpoints": "off",
}
FORGETFUL_SETTINGS = {
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "autovacuum_naptime": "5min",
}


class Postgres(Server):
    """A PostgreSQL cluster; see `Server`."""

    name = "postgres"
    title = "PostgreSQL"
    variable = "DATABASE_URL"
    # Fast: roll back and close connections; immediate: crash and recover at the next start.
    stop_signals = (signal.SIGINT, signal.SIGQUIT, signal.SIGKILL)

    @property
    def url(self):
        """The URL of the database, the socket's folder percent-encoded in place of a host."""
        password = self.home.password(self._password_name)
        return f"postgresql://{ROLE}:{password}@{quote(str(self.folder), safe='')}/{DATABASE}"

    def is_alive(self):
        """Whether the server asks for our password; one that starts, recovers or stops answers with an error."""
        parameters = f"user\0{ROLE}\0database\0{DATABASE}\0\0".encode()
        with socket.socket(socket.AF_UNIX) as client:
            client.settimeout(ANSWER_PATIENCE)
            try:
                client.connect(str(self.folder / SOCKET))
                client.sendall(struct.pack("!ii", 8 + len(parameters), PROTOCOL) + parameters)
                return client.recv(1024)[:1] == b"R"
            except OSError:
                return False

    def prepare(self, say):
        """Run initdb once, into a draft that is renamed when complete; afterwards clear a crashed server's traces."""
        if self.data.exists():
            self._clear_traces(say)
            return
        say("PostgreSQL 데이터 폴더를 처음 만듭니다.")
        draft = self.folder / "postgres.draft"
        shutil.rmtree(draft, ignore_errors=True)
        passwords = self.folder / "postgres.initial"
        write_private(passwords, self.home.password(self._password_name), account=self.home.account)
        programs = postgres_folder(self.home)
        locale = ["--locale-provider=builtin"] if postgres_major(programs) >= FIRST_WITH_BUILTIN_LOCALE else []
        hurry = ["--no-sync"] if self.purpose == "test" else []
        self._run(
            *(programs / "initdb", "--pgdata", draft, "--username", ROLE, "--pwfile", passwords, *locale),
            *("--locale=C.UTF-8", "--encoding=UTF8", "--auth-local=scram-sha-256", "--auth-host=reject", *hurry),
        )
        self._run(programs / "postgres", "--single", "-D", draft, "postgres", given=f"CREATE DATABASE {DATABASE}\n")
        passwords.unlink()
        draft.rename(self.data)

    def command(self):
        """`postgres` with its settings as arguments, so that a new version of them needs no new data folder."""
        programs = postgres_folder(self.home, major=int((self.data / "PG_VERSION").read_text()))
        settings = {**SETTINGS, "unix_socket_directories": self.folder}
        if self.purpose == "test":
            settings.update(FORGETFUL_SETTINGS)
        arguments = [argument for name, value in settings.items() for argument in ("-c", f"{name}={value}")]
        return [programs / "postgres", "-D", self.data, *arguments]

    @property
    def _password_name(self):
        return f"{self.purpose}-postgres"

    def _run(self, *command, given=""):
        done = self.run_as_account(subprocess.run, command, input=given.encode(), check=False)
        if done.returncode:
            raise EmbeddedError(f"PostgreSQL 데이터 폴더를 만들지 못했습니다: {self.last_words()} (기록: {self.log})")

    def _clear_traces(self, say):
        """Stop a server whose keeper was killed; remove a pid file whose number belongs to somebody else by now."""
        pid_file = self.data / "postmaster.pid"
        if not pid_file.exists():
            return
        pid = int(pid_file.read_text().split()[0])
        say("지난번 PostgreSQL이 정상적으로 끝나지 않아 복구합니다.")
        deadline = time.monotonic() + ORPHAN_PATIENCE
        while self._is_our_server(pid):
            late = time.monotonic() > deadline
            os.kill(pid, signal.SIGQUIT if late else signal.SIGINT)
            time.sleep(0.1)
        pid_file.unlink(missing_ok=True)

    def _is_our_server(self, pid):
        """Whether process `pid` is a postmaster on our data (a zombie has no arguments any more)."""
        try:
            arguments = Path(f"/proc/{pid}/cmdline").read_bytes().split(b"\0")
        except OSError:
            return False
        return os.fsencode(self.data) in arguments
