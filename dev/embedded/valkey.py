"""The embedded Valkey: cache, sessions and limits on a unix socket behind a password."""

import shutil
import signal
import socket
from urllib.parse import quote

from dev.embedded.programs import valkey_server
from dev.embedded.server import Server

ANSWER_PATIENCE = 2
# Each process of a test run takes one for itself.
DATABASES = 64


class Valkey(Server):
    """A Valkey server; see `Server`."""

    name = "valkey"
    title = "Valkey"
    variable = "REDIS_URL"
    stop_signals = (signal.SIGTERM, signal.SIGKILL)

    @property
    def url(self):
        """The URL of database 0 on the socket."""
        return f"unix://{quote(str(self._socket))}?db=0&password={self._password}"

    def is_alive(self):
        """Whether the server answers PING (one that still loads its file does not)."""
        with socket.socket(socket.AF_UNIX) as client:
            client.settimeout(ANSWER_PATIENCE)
            try:
                client.connect(str(self._socket))
                client.sendall(f"AUTH {self._password}\r\nPING\r\n".encode())
                with client.makefile() as answers:
                    return [answers.readline().strip() for _question in range(2)] == ["+OK", "+PONG"]
            except OSError:
                return False

    def prepare(self, say):
        """Make the data folder; tests start with an empty one."""
        if self.purpose == "test":
            shutil.rmtree(self.data, ignore_errors=True)
        self.home.account.make_folder(self.data)
        self._socket.unlink(missing_ok=True)

    def command(self):
        """`valkey-server`, reading its configuration from standard input so that the password is in no list."""
        return [valkey_server(self.home), "-"]

    def configuration(self):
        """Sessions of the site survive a restart; tests keep nothing."""
        keep = "appendonly yes\nappendfsync everysec\n" if self.purpose == "site" else "appendonly no\n"
        keep += f"databases {DATABASES}\n"
        return (
            f'port 0\nunixsocket "{self._socket}"\nunixsocketperm 700\nrequirepass {self._password}\n'
            f'dir "{self.data}"\ndaemonize no\nsave ""\n{keep}maxmemory 256mb\nmaxmemory-policy volatile-lru\n'
        )

    @property
    def _socket(self):
        return self.folder / "valkey.sock"

    @property
    def _password(self):
        return self.home.password(f"{self.purpose}-valkey")
