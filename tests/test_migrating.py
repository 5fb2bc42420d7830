"""docs/migrating.md says for each of the 98 old addresses what does the same now, and tells the truth."""

import re
from pathlib import Path

from tests.api import documented

PAGE = Path(__file__).parents[1] / "docs" / "migrating.md"
ROW = re.compile(r"^\| (\d+) \| `([A-Z]+ \S+)` \| (.+?) \| (.*?) ?\|$", re.MULTILINE)
OURS = re.compile(r"`([A-Z]+) (/\S+)`( †)?")


def rows():
    """Number, old address, cell of ours, what differs."""
    return ROW.findall(PAGE.read_text())


def operations():
    paths = documented.schema()["paths"].items()
    return {(method.upper(), path): found for path, methods in paths for method, found in methods.items()}


def test_each_of_the_98_stands_there_once():
    assert [int(number) for number, *_ in rows()] == list(range(1, 99))
    assert len({old for _, old, *_ in rows()}) == 98


def test_each_of_ours_is_in_the_schema_and_deprecated_where_it_is_marked():
    known, told = operations(), set()
    for number, _, ours, differs in rows():
        named = OURS.findall(ours)
        assert named or (ours == "–" and differs), number
        for method, path, mark in named:
            assert known[method, path].get("deprecated", False) == bool(mark), (number, method, path)
            told |= {(method, path)} if mark else set()
    assert told == {key for key, operation in known.items() if operation.get("deprecated")}
