"""A small text classifier that staff train from a labelled file of their own: naive Bayes over bigrams.

Plain Python, one JSON file, a millisecond a text. What it learned stays where the staff's files are; nothing that
was trained belongs into the repository.
"""

import hashlib
import json
import math
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import TypeAlias, TypedDict

from polibat.text.bigrams import RUN, fold

SHORTEST_FILE = 10
KEPT = 200_000
SMOOTHING = 0.5
# A label ("0" or "1") and the text that has it.
Labelled: TypeAlias = tuple[str, str]


class Model(TypedDict):
    """What was learned: how common the label "1" is, and how much each feature speaks for it."""

    kind: str
    rows: int
    prior: float
    odds: dict[str, float]


def features_of(text: str) -> set[str]:
    """Syllable pairs and words of `text`, each once."""
    found = set()
    for run in RUN.finditer(fold(text)):
        word = f"_{run[0]}_"
        found.update(word[at : at + 2] for at in range(len(word) - 1))
        found.update(word[at : at + 3] for at in range(len(word) - 2))
    return found


def train(rows: Iterable[Labelled]) -> Model:
    """The log odds of the features between the label "1" and the label "0" in `rows` of (label, text)."""
    seen, texts = {"0": Counter(), "1": Counter()}, Counter()
    for label, text in rows:
        texts[label] += 1
        seen[label].update(features_of(text))
    if min(texts["0"], texts["1"]) < SHORTEST_FILE:
        raise ValueError(f"이름표 0과 1이 각각 {SHORTEST_FILE}줄 이상 있어야 합니다.")
    known = [name for name, _ in (seen["0"] + seen["1"]).most_common(KEPT)]
    odds = {}
    for name in known:
        shares = [(seen[label][name] + SMOOTHING) / (texts[label] + 2 * SMOOTHING) for label in ("1", "0")]
        weight = math.log(shares[0] / shares[1])
        if abs(weight) > 0.2:
            odds[name] = round(weight, 3)
    prior = round(math.log(texts["1"] / texts["0"]), 3)
    return {"kind": "naive-bayes-1", "rows": sum(texts.values()), "prior": prior, "odds": odds}


def score(model: Model, text: str) -> float:
    """How much speaks for the label "1", from 0 to 1; 0.5 where nothing does."""
    found = features_of(text)
    odds = model["odds"]
    weights = [odds[name] for name in found if name in odds]
    # The features of one word say the same several times over; the root keeps long texts from being always certain.
    total = sum(weights) / math.sqrt(len(weights)) if weights else 0.0
    # How common a label is in the file says something about the site, but not as much.
    total += model["prior"] / 2 if weights else 0.0
    return 1 / (1 + math.exp(-max(min(total, 30), -30)))


def rows_of(lines: Iterable[str]) -> Iterator[Labelled]:
    """(label, text) from lines of `text<TAB>label` or `label<TAB>text`, with labels 0 and 1; others are left out."""
    for line in lines:
        first, _, rest = line.rstrip("\n").partition("\t")
        text, _, last = line.rstrip("\n").rpartition("\t")
        if last in {"0", "1"} and text:
            yield last, text
        elif first in {"0", "1"} and rest:
            yield first, rest


def parts_of(rows: Iterable[Labelled]) -> dict[str, list[Labelled]]:
    """`rows` in three parts by a hash of each text: to learn from (3/5), to choose by, and to report on, once.

    The same text is in the same part each time, so that nothing that is reported was ever learned or chosen from.
    """
    parts = {"learn": [], "choose": [], "report": []}
    names = ["learn"] * 3 + ["choose", "report"]
    for label, text in rows:
        parts[names[hashlib.sha256(text.encode()).digest()[0] % 5]].append((label, text))
    return parts


def sides_of(model: Model, rows: Iterable[Labelled], *, upper: float, lower: float) -> Counter[tuple[str, str]]:
    """How often each label scored `upper` or more ("1"), `lower` or less ("0"), or between ("-")."""
    found = Counter()
    for label, text in rows:
        scored = score(model, text)
        found[label, "1" if scored >= upper else "0" if scored <= lower else "-"] += 1
    return found


def dump(model: Model) -> bytes:
    """The model as a file."""
    return json.dumps(model, ensure_ascii=False).encode()


def load(content: bytes) -> Model:
    """The model that a file holds; ValueError for another file."""
    model = json.loads(content)
    if model.get("kind") != "naive-bayes-1":
        raise ValueError("이 판의 모형 파일이 아닙니다.")
    return model
