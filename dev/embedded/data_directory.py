"""Where the embedded servers keep what is theirs, and the account that runs them.

Normally that is `var/` in the project. PostgreSQL refuses to run as root, so root hands its server to an unprivileged
account; when that account cannot reach the project (a clone in /root, mode 0700), or when the path is too long for a
unix socket, a private folder outside is made and its path written to `var/home`. No existing folder is ever loosened.
"""

import base64
import contextlib
import os
import pwd
import secrets
import shutil
import socket
import subprocess
import tempfile
from dataclasses import dataclass
from pathlib import Path

from dev.embedded.errors import EmbeddedError
from dev.embedded.file_locks import exclusive

PROJECT = Path(__file__).resolve().parents[2]
# sockaddr_un.sun_path on Linux, without its final zero; other systems are a little shorter.
LONGEST_SOCKET_PATH = 103
PRIVATE = 0o700
# Others may pass through to what is theirs, but not look around.
PASSABLE = 0o711
SYSTEM_HOMES = Path("/var/lib/polibat")


def silent(line):
    """Swallow a line of progress."""


@dataclass(frozen=True)
class Account:
    """The unprivileged account that the servers run as."""

    name: str
    uid: int
    gid: int

    @classmethod
    def find(cls, project):
        """Ourselves; for root the project's owner, else `postgres`, else `nobody`. Raises EmbeddedError without any."""
        if os.geteuid() != 0:
            return cls(f"uid {os.geteuid()}", os.geteuid(), os.getegid())
        candidates = [project.stat().st_uid] if project.stat().st_uid else ["postgres", "nobody"]
        for candidate in candidates:
            try:
                entry = pwd.getpwuid(candidate) if isinstance(candidate, int) else pwd.getpwnam(candidate)
            except KeyError:
                continue
            return cls(entry.pw_name, entry.pw_uid, entry.pw_gid)
        raise EmbeddedError(
            "PostgreSQL은 root로 실행할 수 없습니다. 일반 계정으로 실행하거나 `postgres` 계정을 만들어 주세요."
        )

    @property
    def popen(self):
        """Keyword arguments that make subprocess run a program as this account."""
        if self.uid == os.geteuid():
            return {}
        return {"user": self.uid, "group": self.gid, "extra_groups": []}

    def can_enter(self, folder):
        """Whether this account gets through to `folder`, asked of the kernel itself (ACLs and all)."""
        return subprocess.run(["test", "-x", folder], cwd="/", check=False, **self.popen).returncode == 0

    def make_folder(self, path):
        """Make `path`, private to this account, in an existing folder; take it as it is when it is theirs already."""
        path.mkdir(mode=PRIVATE, exist_ok=True)
        if path.stat().st_uid != self.uid:
            if os.geteuid() != 0:
                owner = path.stat().st_uid
                raise EmbeddedError(
                    f"{path}은(는) 다른 계정(uid {owner})의 폴더입니다. 그 계정으로 실행하거나 지워 주세요."
                )
            os.chown(path, self.uid, self.gid)
        path.chmod(PRIVATE)


@dataclass(frozen=True)
class DataDirectory:
    """`var` holds locks, secrets and passwords of the person who runs the project, `path` the servers' data."""

    var: Path
    path: Path
    account: Account

    @classmethod
    def find(cls, say=silent, *, var=None):
        """The home of this project (`EMBEDDED_VAR` moves its `var/`), made on the first call."""
        var = Path(var or os.environ.get("EMBEDDED_VAR") or PROJECT / "var")
        account = Account.find(PROJECT)
        try:
            var.mkdir(parents=True, exist_ok=True)
            with exclusive(var / "home.lock"):
                path = cls._choose(var, account, say)
        except PermissionError as error:
            raise EmbeddedError(
                f"{error.filename}에 쓸 수 없습니다. 프로젝트의 주인 계정으로 실행해 주세요."
            ) from error
        home = cls(var, path, account)
        _give_to_owner(var)
        return home

    @classmethod
    def _choose(cls, var, account, say):
        pointer = var / "home"
        if pointer.exists():
            return Path(pointer.read_text().strip())
        if _fits(var) and account.can_enter(var) and _holds_private_sockets(var):
            return var
        path = _make_outside()
        write_private(pointer, f"{path}\n")
        say(f"{var}은(는) 서버의 계정 {account.name}이(가) 못 들어가거나 경로가 너무 길어, 데이터를 {path}에 둡니다.")
        return path

    def folder(self, purpose):
        """The private folder of the servers for `purpose`, made when it is not there."""
        self.account.make_folder(self.path / purpose)
        return self.path / purpose

    def lock(self, name):
        """The path of the lock file `name`."""
        folder = self.var / "locks"
        folder.mkdir(exist_ok=True)
        _give_to_owner(folder)
        return folder / name

    def password(self, name):
        """The password `name`, drawn once and kept in a file that only its owner reads."""
        return self._kept(f"{name}.password", lambda: secrets.token_urlsafe(24) + "\n").strip()

    def secrets(self):
        """The site's secrets for the embedded run, drawn once: losing EMAIL_KEYS would lose every address."""
        text = self._kept("secrets.env", _draw_secrets)
        return dict(line.split("=", 1) for line in text.splitlines())

    def remove(self):
        """Delete the data, sockets, logs and secrets; the caller has stopped the servers."""
        for purpose in ("site", "test"):
            shutil.rmtree(self.path / purpose, ignore_errors=True)
        if self.path != self.var:
            shutil.rmtree(self.path)
            with contextlib.suppress(OSError):
                # Ours too, unless another project still has its data there.
                self.path.parent.rmdir()
        for entry in self.var.iterdir():
            if entry.name in ("home.lock", "locks"):
                continue
            shutil.rmtree(entry) if entry.is_dir() and not entry.is_symlink() else entry.unlink()

    def _kept(self, name, draw):
        path = self.var / name
        try:
            with exclusive(self.var / "home.lock"):
                if not path.exists():
                    write_private(path, draw())
            return path.read_text()
        except PermissionError as error:
            raise EmbeddedError(f"{path}을(를) 읽을 수 없습니다. 처음 실행한 계정으로 실행해 주세요.") from error


def write_private(path, text, *, account=None):
    """Write a file of mode 0600 in one step, so that nobody ever sees half of it; `account` becomes its owner."""
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    with os.fdopen(handle, "w") as file:
        file.write(text)
        if account and os.geteuid() == 0:
            os.fchown(handle, account.uid, account.gid)
    if not account:
        _give_to_owner(Path(name))
    Path(name).replace(path)


def _give_to_owner(path):
    """Hand what root makes in a person's project to that person, who would be locked out of it otherwise."""
    owner = PROJECT.stat()
    if os.geteuid() == 0 and path.stat().st_uid == 0 and owner.st_uid:
        os.chown(path, owner.st_uid, owner.st_gid)


def _fits(folder):
    return len(os.fsencode(folder / "site" / ".s.PGSQL.5432")) <= LONGEST_SOCKET_PATH


def _holds_private_sockets(folder):
    """Whether the file system keeps modes and sockets (shared folders of virtual machines often do neither)."""
    with tempfile.TemporaryDirectory(dir=folder, prefix=".p") as name, socket.socket(socket.AF_UNIX) as probe:
        try:
            probe.bind(f"{name}/s")
        except OSError:
            return False
        return Path(name).stat().st_mode & 0o777 == PRIVATE


def _make_outside():
    """A new private folder outside of the project: below /var/lib for root, else in the person's state folder."""
    if os.geteuid() == 0:
        parent, mode = SYSTEM_HOMES, PASSABLE
    else:
        parent, mode = Path(os.environ.get("XDG_STATE_HOME") or Path.home() / ".local" / "state") / "polibat", PRIVATE
    path = parent / secrets.token_hex(4)
    if not _fits(path):
        raise EmbeddedError(f"{path}도 소켓을 두기에는 너무 긴 경로입니다. EMBEDDED_VAR에 짧은 폴더를 지정해 주세요.")
    for folder in (parent, path):
        if not folder.exists():
            folder.mkdir(parents=True)
            folder.chmod(mode)
    return path


def _draw_secrets():
    email_key, index_key = (base64.b64encode(secrets.token_bytes(32)).decode() for _key in range(2))
    return f"SECRET_KEY={secrets.token_urlsafe(50)}\nEMAIL_KEYS=1:{email_key}\nEMAIL_INDEX_KEY={index_key}\n"
