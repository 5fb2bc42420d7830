"""docs/parity.md keeps its word: every row of the old site once, and every test that it names is there."""

import ast
import functools
import re

import pytest

from polibat.embedded.home import PROJECT

ROW = re.compile(r"\| (F\d{3}) \| ([^|]+) \| ([^|]+) \| (.+) \|")
TEST = re.compile(r"`(tests/[\w/]+\.py)::(test_\w+)`")
DIFFERS = "Ours differs: "

TABLE = (PROJECT / "docs" / "parity.md").read_text(encoding="utf-8")
ROWS = [found.groups() for found in map(ROW.fullmatch, TABLE.splitlines()) if found]


@functools.cache
def names_in(file):
    """The names of the tests that a file holds."""
    tree = ast.parse((PROJECT / file).read_text(encoding="utf-8"))
    return {node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)}


def is_kept(proof):
    """Whether a proof names tests that exist and nothing else, or says why ours differs."""
    named = TEST.findall(proof)
    words = TEST.sub("", proof).replace("<br>", "").strip()
    return all(name in names_in(file) for file, name in named) and (proof.startswith(DIFFERS) or (named and not words))


def test_every_row_stands_there_once_and_in_order():
    assert [row for row, *_ in ROWS] == [f"F{number:03}" for number in range(1, 254)]


def test_every_proof_is_a_test_that_exists_or_a_reason():
    assert [(row, proof) for row, _, _, proof in ROWS if not is_kept(proof)] == []


@pytest.mark.parametrize(
    "proof",
    ["", "시험함", "`tests/test_parity.py::test_no_such`", "`tests/test_parity.py::test_misspelt", "Ours differs: `x`"],
)
def test_a_proof_without_a_test_is_seen(proof):
    assert bool(is_kept(proof)) is proof.startswith(DIFFERS)
