"""The documents keep their word: links lead somewhere, cited rules exist, glossary and code share their words."""

import functools
import json
import os
import re

import pytest
from django.apps import apps
from django.urls import resolve

from polibat.embedded.home import PROJECT

DOCS = PROJECT / "docs"
PAPERS = sorted([*PROJECT.glob("*.md"), *DOCS.rglob("*.md")])
# Made elsewhere, or by a run.
LEFT_OUT = {"vendor", "fonts", "var", "build", "staticfiles", "media", "node_modules", "__pycache__"}
SUFFIXES = {".py", ".html", ".txt", ".css", ".js", ".mjs", ".md", ".toml", ".yaml", ".yml", ".sh", ".sql"}
NAMED = {"Makefile", "Dockerfile"}

FENCE = re.compile(r"^```.*?^```$", re.MULTILINE | re.DOTALL)
LINK = re.compile(r"\]\(([^)\s]+)\)")
HEADING = re.compile(r"^#+ (.+)$", re.MULTILINE)
RULE = re.compile(r"^\* \*\*([A-Z]\d+)\*\* ", re.MULTILINE)
CITED = re.compile(r"\b[Ss]pec\s+([A-Z]\d+(?:(?:,|\s+and|\s+to)\s+[A-Z]\d+)*)")
PAPER = re.compile(r"[\w./-]*\w\.md\b")
SHELF = (PROJECT, DOCS, DOCS / "decisions", DOCS / "spec")


@functools.cache
def read(path):
    """The text of a file."""
    return path.read_text(encoding="utf-8")


@functools.cache
def texts():
    """Every file of the project that people write: code, templates, scripts, documents."""
    found = []
    for folder, folders, names in os.walk(PROJECT):
        folders[:] = [name for name in folders if name not in LEFT_OUT and not name.startswith(".")]
        paths = [PROJECT / folder / name for name in names]
        found += [path for path in paths if path.suffix in SUFFIXES or path.name in NAMED]
    return sorted(found)


def named(path):
    return str(path.relative_to(PROJECT))


def anchors(paper):
    """The names of the headings of a page, as forges make them."""
    words = [re.sub(r"[^\w\- ]", "", heading.lower()) for heading in HEADING.findall(FENCE.sub("", read(paper)))]
    return {word.strip().replace(" ", "-") for word in words}


def is_broken(link, *, on):
    """Whether a link on a page leads to no file, or to no heading of it."""
    if re.match(r"[a-z]+:", link):
        return False
    address, _, anchor = link.partition("#")
    target = (on.parent / address).resolve() if address else on
    return not target.exists() or bool(anchor and anchor not in anchors(target))


@pytest.mark.parametrize("paper", PAPERS, ids=named)
def test_every_link_leads_somewhere(paper):
    links = LINK.findall(FENCE.sub("", read(paper)))
    assert [link for link in links if is_broken(link, on=paper)] == []


@pytest.mark.parametrize(
    ("link", "broken"),
    [
        ("docs/api.md", False),
        ("docs/api.md#lists", False),
        ("https://example.com/x", False),
        ("docs/no-such-page.md", True),
        ("docs/api.md#no-such-heading", True),
        ("#no-such-heading", True),
    ],
)
def test_a_broken_link_is_seen(link, broken):
    assert is_broken(link, on=PROJECT / "README.md") is broken


def rules():
    """Each rule with the page on which it stands; a page may have several letters, a letter one page."""
    return [(rule, page.name) for page in sorted((DOCS / "spec").glob("*.md")) for rule in RULE.findall(read(page))]


def test_every_rule_has_a_number_of_its_own_on_the_page_of_its_letter():
    table = read(DOCS / "spec" / "README.md")
    pages = dict(re.findall(r"^\| ([A-Z]) \| \[([a-z]+\.md)\]", table, re.MULTILINE))
    found = rules()
    assert len(found) == len({rule for rule, _ in found})
    assert [(rule, page) for rule, page in found if pages.get(rule[0]) != page] == []
    assert set(pages) == {rule[0] for rule, _ in found}


def cited(text):
    """The rules that a text cites."""
    return [rule for group in CITED.findall(text) for rule in re.findall(r"[A-Z]\d+", group)]


def test_every_rule_that_is_cited_exists():
    known = {rule for rule, _ in rules()}
    found = {named(path): cited(read(path)) for path in texts() if path.name != "test_docs.py"}
    assert {path: wrong for path, all_of in found.items() if (wrong := set(all_of) - known)} == {}
    assert sum(len(all_of) for all_of in found.values()) > 100


@pytest.mark.parametrize(
    ("text", "rules_cited"),
    [
        ("as spec M3 says", ["M3"]),
        ("(spec L17 to L21, L31)", ["L17", "L21", "L31"]),
        ("(spec\n    P4 and P9).", ["P4", "P9"]),
        ("# Spec L37.", ["L37"]),
        ("the specs say A1", []),
    ],
)
def test_citations_are_read(text, rules_cited):
    assert cited(text) == rules_cited


def is_known(paper, *, on):
    return any((folder / paper).exists() for folder in (*SHELF, on.parent))


def test_no_paper_is_named_that_is_not_here():
    documents = {path: PAPER.findall(read(path)) for path in texts() if path.name != "test_docs.py"}
    assert [
        (named(path), paper) for path in documents for paper in documents[path] if not is_known(paper, on=path)
    ] == []
    assert not is_known("no-such-page.md", on=PROJECT / "README.md")


def test_no_code_cites_paragraphs_of_a_paper():
    """Rules have numbers; a paragraph sign would point into something that nobody here can read."""
    sign = chr(0xA7)
    assert [named(path) for path in texts() if path.suffix != ".md" and sign in read(path)] == []


def rows_of(heading, columns):
    """The rows of the table below a heading of the glossary, as lists of cells."""
    section = read(DOCS / "glossary.md").partition(f"\n## {heading}\n")[2].partition("\n## ")[0]
    lines = [line for line in section.splitlines() if line.startswith("| ")]
    rows = [[cell.strip() for cell in line.strip("|").split("|")] for line in lines[1:]]
    assert {len(row) for row in rows} == {columns}
    return rows


def code_in(cell):
    return re.findall(r"`([^`]+)`", cell)


def test_glossary_has_one_row_a_noun():
    nouns = [row[0] for row in rows_of("Nouns", 5)]
    assert len(nouns) >= 60
    assert len(set(nouns)) == len(nouns)


def test_every_class_of_the_glossary_exists_once():
    models = [model.__name__ for model in apps.get_models()]
    words = [name for row in rows_of("Nouns", 5) for name in code_in(row[2])]
    assert {name: models.count(name) for name in words if models.count(name) != 1} == {}
    assert len(set(words)) == len(words)


def test_every_address_of_the_glossary_answers():
    for row in rows_of("Nouns", 5):
        for address in code_in(row[3]):
            resolve(address)


def test_every_key_of_the_glossary_is_in_the_contract():
    written = (DOCS / "openapi.json").read_text(encoding="utf-8")
    paths = json.loads(written)["paths"]
    keys = [key for row in (*rows_of("Nouns", 5), *rows_of("Choices", 4)) for key in code_in(row[-1])]
    assert [key for key in keys if (key not in paths if key[0] == "/" else f'"{key}"' not in written)] == []


DECISIONS = sorted((DOCS / "decisions").glob("*.md"))
STATUS = r"(?:accepted|superseded by \[\d+\]\(\d{4}-[\w-]+\.md\))"
HEAD = re.compile(rf"# (\d+)\. \S.*\n\nDate: \d{{4}}-\d{{2}}-\d{{2}}\. Status: {STATUS}\.\n\n")


def test_decisions_are_numbered_without_a_gap():
    assert [page.name[:4] for page in DECISIONS] == [f"{number:04}" for number in range(1, len(DECISIONS) + 1)]


@pytest.mark.parametrize("page", DECISIONS, ids=named)
def test_a_decision_says_when_it_was_taken_whether_it_holds_and_what_follows(page):
    head = HEAD.match(read(page))
    assert head, "begins with `# 1. Title`, an empty line and `Date: 2026-11-23. Status: accepted.`"
    assert int(head[1]) == int(page.name[:4])
    assert re.search(r"^## Consequences\n\n\S", read(page), re.MULTILINE)
