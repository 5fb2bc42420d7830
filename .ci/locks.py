"""Whether the lock files hold what the lists of dependencies ask for, and whether anybody can install from them."""

import json
import sys
from collections.abc import Iterator
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

PROJECT = Path(__file__).resolve().parents[1]
PYTHON_LISTS = {"requirements.in": "requirements.txt", "requirements-dev.in": "requirements-dev.txt"}


def problems(project: Path) -> Iterator[str]:
    """One line for each dependency that its lock file lacks, and for each address of a registry in a lock file."""
    for listed, locked in PYTHON_LISTS.items():
        pins = pinned((project / locked).read_text(encoding="utf-8"))
        for wanted in requirements((project / listed).read_text(encoding="utf-8")):
            version = pins.get(canonicalize_name(wanted.name))
            if version is None or version not in wanted.specifier:
                yield f"{locked}: {listed}의 {wanted}와(과) 맞지 않습니다."
    wanted = json.loads((project / "package.json").read_text(encoding="utf-8"))
    packages = json.loads((project / "package-lock.json").read_text(encoding="utf-8"))["packages"]
    for kind in ("dependencies", "devDependencies"):
        if wanted.get(kind, {}) != packages[""].get(kind, {}):
            yield f"package-lock.json: package.json의 {kind}와(과) 맞지 않습니다."
    for name, package in packages.items():
        if "resolved" in package:
            yield f"package-lock.json: {name}에 저장소의 주소가 있습니다."


def requirements(text: str) -> Iterator[Requirement]:
    """The requirements of a list, without its options and comments."""
    for line in text.splitlines():
        asked = line.partition("#")[0].strip()
        if asked and not asked.startswith("-"):
            yield Requirement(asked)


def pinned(text: str) -> dict[str, str]:
    """The versions of a lock file by name."""
    lines = (line.partition(";")[0].rstrip(" \\") for line in text.splitlines() if line[:1].isalnum())
    pins = (Requirement(line) for line in lines)
    return {canonicalize_name(pin.name): next(iter(pin.specifier)).version for pin in pins}


def main() -> int:
    """Print the problems; the exit code is 1 when there is one."""
    found = list(problems(PROJECT))
    sys.stdout.writelines(f"{line}\n" for line in found)
    return int(bool(found))


if __name__ == "__main__":
    sys.exit(main())
