"""docs/parity.md and parity-staff.md keep their word: every row once, and every test that they name is there."""

import ast
import functools
import re

import pytest

from dev.embedded.data_directory import PROJECT

ROW = re.compile(r"\| (F\d{3}) \| ([^|]+) \| ([^|]+) \| (.+) \|")
TEST = re.compile(r"`(tests/[\w/]+\.py)::(test_\w+)`")
DIFFERS = "Ours differs: "
MEND = (
    "증명이 가리키는 테스트가 없습니다. 옮겼으면 {file}의 그 줄을 새 자리로 고쳐 주세요 "
    "(`tests/….py::test_…`, 찾는 명령: grep -rn 'def test_…' tests): {rows}"
)

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
    wrong = [(row, proof) for row, _, _, proof in ROWS if not is_kept(proof)]
    assert wrong == [], MEND.format(file="docs/parity.md", rows=wrong)


@pytest.mark.parametrize(
    "proof",
    ["", "시험함", "`tests/test_parity.py::test_no_such`", "`tests/test_parity.py::test_misspelt", "Ours differs: `x`"],
)
def test_a_proof_without_a_test_is_seen(proof):
    assert bool(is_kept(proof)) is proof.startswith(DIFFERS)


STAFF_ROW = re.compile(r"\| ([A-Z]{2}-\d{2}) \| ([^|]+) \| ([^|]+) \| (.+) \|")
STAFF_TABLE = (PROJECT / "docs" / "parity-staff.md").read_text(encoding="utf-8")
STAFF_ROWS = [found.groups() for found in map(STAFF_ROW.fullmatch, STAFF_TABLE.splitlines()) if found]
# How many features each part of the dashboard has, by the letters of its rows.
STAFF_FEATURES = {
    "SH": 15,
    "DB": 39,
    "MA": 13,
    "MP": 12,
    "MS": 12,
    "LH": 10,
    "VH": 11,
    "PO": 11,
    "CO": 13,
    "RE": 12,
    "VO": 14,
    "SU": 13,
    "NO": 12,
    "PU": 12,
    "BN": 12,
    "TP": 11,
    "PC": 12,
    "PP": 13,
    "CP": 7,
    "DS": 4,
}


def test_every_row_of_the_dashboard_stands_there_once():
    named = [row for row, *_ in STAFF_ROWS]
    wanted = {f"{part}-{number:02}" for part, most in STAFF_FEATURES.items() for number in range(1, most + 1)}
    assert len(named) == len(wanted) == 258
    assert set(named) == wanted


def test_every_proof_for_the_dashboard_is_a_test_that_exists_or_a_reason():
    wrong = [(row, proof) for row, _, _, proof in STAFF_ROWS if proof != "dashboard's own" and not is_kept(proof)]
    assert wrong == [], MEND.format(file="docs/parity-staff.md", rows=wrong)
