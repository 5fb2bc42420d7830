"""The embedded servers: shared by everybody, gone with the last user, recovered after a crash, private."""

import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import psycopg
import pytest
import redis

from dev.embedded.data_directory import DataDirectory
from dev.embedded.file_locks import is_held
from dev.embedded.postgres import Postgres
from dev.embedded.server_process import KINDS

USE = """
import json, os, sys, time
import psycopg
from polibat.embedded import EmbeddedError, servers
try:
    with servers(sys.argv[1], say=lambda line: print(line, file=sys.stderr)):
        with psycopg.connect(os.environ["DATABASE_URL"]) as connection:
            pid = connection.execute(
                "SELECT pg_postmaster_start_time()::text, current_setting('fsync'), current_setting('data_directory')"
            ).fetchone()
        print(json.dumps([pid, os.environ["DATABASE_URL"], os.environ["REDIS_URL"]]), flush=True)
        sys.stdin.read()
except EmbeddedError as error:
    sys.exit(str(error))
"""
PATIENCE = 60


class User:
    """A process that uses the servers until `leave`."""

    def __init__(self, var, purpose="test", **environment):
        bare = {name: value for name, value in os.environ.items() if name not in ("DATABASE_URL", "REDIS_URL")}
        self.process = subprocess.Popen(
            [sys.executable, "-c", USE, purpose],
            env={**bare, "EMBEDDED_VAR": str(var), **environment},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )

    def arrive(self):
        """Wait until it connected; remember the server it found."""
        (self.started, self.fsync, self.data), self.database_url, self.redis_url = json.loads(
            self.process.stdout.readline()
        )
        return self

    def leave(self):
        """Let it end in order; its words on the error output."""
        _out, words = self.process.communicate(timeout=PATIENCE)
        return words


@pytest.fixture
def var():
    """A `var/` of its own with a path short enough for sockets and open to the servers' account."""
    folder = Path(tempfile.mkdtemp(prefix="pb-"))
    folder.chmod(0o755)
    yield folder
    wait_until(lambda: processes_of(folder) == [])
    shutil.rmtree(folder)


def is_running(var, purpose):
    """Whether a keeper looks after a server of `purpose`."""
    home = DataDirectory.find(var=var)
    return any(is_held(kind(home, purpose).lock("keeper")) for kind in KINDS.values())


def wait_until(condition):
    """Wait for `condition` to become true; a failure after a minute."""
    deadline = time.monotonic() + PATIENCE
    while not condition():
        assert time.monotonic() < deadline
        time.sleep(0.02)


def processes_of(folder):
    """The ids of the processes whose arguments or environment name `folder`."""
    found = []
    for process in Path("/proc").glob("[0-9]*"):
        try:
            if os.fsencode(folder) in (process / "cmdline").read_bytes() + (process / "environ").read_bytes():
                found.append(int(process.name))
        except OSError:
            continue
    return found


def test_servers_are_one_for_ten_processes_that_start_at_once_and_sort_korean(var):
    users = [User(var) for _ in range(10)]
    assert len({user.arrive().started for user in users}) == 1
    with psycopg.connect(users[0].database_url) as connection:
        rows = connection.execute("SELECT word FROM (VALUES ('하'), ('가'), ('나'), ('각')) AS t (word) ORDER BY 1")
        assert [word for (word,) in rows] == ["가", "각", "나", "하"]
    for user in users[:-1]:
        user.leave()
    assert is_running(var, "test")
    users[-1].leave()
    assert not is_running(var, "test")
    assert processes_of(var) == []


def test_servers_keep_data_of_the_site_and_forget_the_cache_of_tests(var):
    for purpose, kept in (("site", b"1"), ("test", None)):
        user = User(var, purpose).arrive()
        with psycopg.connect(user.database_url) as connection:
            connection.execute("CREATE TABLE kept ()")
        with redis.Redis.from_url(user.redis_url) as client:
            client.set("kept", 1)
        user.leave()
        again = User(var, purpose).arrive()
        with psycopg.connect(again.database_url) as connection:
            assert connection.execute("SELECT count(*) FROM pg_tables WHERE tablename = 'kept'").fetchone() == (1,)
        with redis.Redis.from_url(again.redis_url) as client:
            assert client.get("kept") == kept
        assert again.fsync == {"site": "on", "test": "off"}[purpose]
        again.leave()


def test_servers_come_back_when_postgres_is_killed_under_a_user(var):
    user = User(var).arrive()
    os.kill(int((Path(user.data) / "postmaster.pid").read_text().split()[0]), signal.SIGKILL)
    server = Postgres(DataDirectory.find(var=var), "test")
    wait_until(server.is_alive)
    with psycopg.connect(user.database_url) as connection:
        assert str(connection.execute("SELECT pg_postmaster_start_time()").fetchone()[0]) != user.started
    user.leave()


@pytest.mark.parametrize("victim", ["user", "keeper"])
def test_servers_end_when_their_last_user_or_their_keeper_is_killed(var, victim):
    user = User(var).arrive()
    if victim == "user":
        user.process.kill()
    else:
        keepers = [pid for pid in processes_of(var) if b"\0keep\0" in Path(f"/proc/{pid}/cmdline").read_bytes()]
        assert len(keepers) == 2
        for pid in keepers:
            os.kill(pid, signal.SIGKILL)
    user.process.communicate()
    wait_until(lambda: processes_of(var) == [])
    User(var).arrive().leave()


def test_servers_start_despite_a_pid_file_that_names_somebody_else(var):
    user = User(var).arrive()
    user.leave()
    pid_file = Path(user.data) / "postmaster.pid"
    lines = [str(os.getpid()), user.data, "0", "5432", str(pid_file.parent.parent), "", "0 0", "ready"]
    pid_file.write_text("\n".join(lines) + "\n")
    folder = pid_file.parent.stat()
    os.chown(pid_file, folder.st_uid, folder.st_gid)
    again = User(var).arrive()
    assert "복구합니다" in again.leave()


def test_servers_are_private(var):
    user = User(var).arrive()
    modes = {path.name: path.stat().st_mode & 0o777 for path in [*var.iterdir(), *(var / "test").iterdir()]}
    assert {name: modes[name] for name in ("secrets.env", "test-postgres.password", "test-valkey.password")} == {
        "secrets.env": 0o600,
        "test-postgres.password": 0o600,
        "test-valkey.password": 0o600,
    }
    assert modes["test"] == 0o700
    assert modes[".s.PGSQL.5432"] == 0o700
    assert modes["valkey.sock"] == 0o700
    password = (var / "test-postgres.password").read_text().strip()
    with pytest.raises(psycopg.OperationalError, match="password"):
        psycopg.connect(user.database_url.replace(password, "wrong"))
    with redis.Redis.from_url(user.redis_url.partition("&")[0]) as client, pytest.raises(redis.AuthenticationError):
        client.ping()
    assert not [pid for pid in processes_of(var) if password in Path(f"/proc/{pid}/cmdline").read_text()]
    user.leave()


def test_servers_leave_alone_what_the_environment_names(var):
    user = User(var, DATABASE_URL=os.environ["DATABASE_URL"]).arrive()
    assert user.database_url == os.environ["DATABASE_URL"]
    assert not (var / "test" / "postgres").exists()
    user.leave()


def test_servers_move_out_of_a_path_too_long_for_sockets(var):
    long = var / ("경로" * 20)
    user = User(long, XDG_STATE_HOME=str(var / "state")).arrive()
    outside = Path((long / "home").read_text().strip())
    assert Path(user.data) == outside / "test" / "postgres"
    assert outside.stat().st_mode & 0o077 in (0, 0o011)
    assert "경로가 너무 길어" in user.leave()
    DataDirectory.find(var=long).remove()
    assert not outside.exists()
