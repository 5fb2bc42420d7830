"""The words of the demo data, read from `texts/`.

A topic file holds topics (`## 버스 배차`); each line is marked with what it is and with the numbers of those stories of
the topic that it fits (none: all of them):

    =12 title   +1 story   -12 detail   ?13 request   >1 agreeing comment   <  comment that sees it otherwise
    ~1 question | the author's reply   * a politician's answer

`reports.txt` holds what politicians write by themselves, in the same marks. `general.txt` holds what fits everywhere.
"""

import functools
from dataclasses import dataclass, field
from pathlib import Path

FOLDER = Path(__file__).parent / "texts"
REPORTS, GENERAL = "reports", "general"


@dataclass(frozen=True)
class Story:
    """One situation, and everything that may be said about it."""

    topic: str
    scene: str
    titles: list = field(default_factory=list)
    details: list = field(default_factory=list)
    requests: list = field(default_factory=list)
    comments: list = field(default_factory=list)
    questions: list = field(default_factory=list)
    answers: list = field(default_factory=list)


MARKS = {
    "=": "titles",
    "-": "details",
    "?": "requests",
    ">": "comments",
    "<": "comments",
    "~": "questions",
    "*": "answers",
}


@functools.cache
def stories():
    """Every story of the topic files, in the order of their names."""
    return [
        story
        for path in sorted(FOLDER.glob("*.txt"))
        if path.stem not in {REPORTS, GENERAL}
        for name, lines in _blocks(path)
        for story in _stories(name, lines)
    ]


@functools.cache
def reports():
    """What politicians write by themselves: stories whose scene is the whole text."""
    return [_report(name, lines) for name, lines in _blocks(FOLDER / f"{REPORTS}.txt")]


@functools.cache
def general():
    """What fits everywhere, by the name of its section."""
    return dict(_blocks(FOLDER / f"{GENERAL}.txt"))


def _blocks(path):
    """Name and lines of each `##` block of a file."""
    for block in path.read_text(encoding="utf-8").split("## ")[1:]:
        name, *lines = [line for line in block.splitlines() if line]
        yield name, lines


def _marked(line):
    """Mark, the numbers of the stories that it fits, and words of a line."""
    head, _, words = line.partition(" ")
    return head[0], head[1:], words


def _stories(name, lines):
    marked = [_marked(line) for line in lines]
    for mark, number, scene in marked:
        if mark == "+":
            story = Story(topic=name, scene=scene)
            for kind, numbers, words in marked:
                if kind in MARKS and (not numbers or number in numbers):
                    _add(story, kind, words)
            yield story


def _report(name, lines):
    marked = [_marked(line) for line in lines]
    story = Story(topic=name, scene="\n\n".join(words for mark, _, words in marked if mark == "+"))
    for mark, _, words in marked:
        if mark in MARKS:
            _add(story, mark, words)
    return story


def _add(story, mark, words):
    entry = tuple(words.split(" | ")) if mark == "~" else words
    getattr(story, MARKS[mark]).append(entry)
