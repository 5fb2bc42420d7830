"""Sentences of a text and which of them carry it: a graph over shared bigrams, the same answer each time."""

import math
import re

from polibat.bigrams import RUN, fold
from polibat.text import length_of

END = re.compile(r"(?<=[.!?。…])[\"'”’)\]]*\s+|\n+")
MOST_SENTENCES = 80
SHORTEST, LONGEST = 10, 160
ROUNDS, DAMPING = 24, 0.85
ALIKE = 0.5
# What people begin and end with; it is in every text and says nothing about this one.
PLEASANTRY = re.compile(r"^(안녕하세요|안녕하십니까|감사합니다|고맙습니다|수고하|읽어 ?주셔서|긴 글|잘 부탁)")


def squeezed(text):
    """`text` with single blanks, as sentences are compared."""
    return " ".join(text.split())


def sentences_of(text):
    """The sentences of `text` in order; one without end is cut where it breathes."""
    found = []
    for part in END.split(text):
        sentence = squeezed(part)
        while len(sentence) > LONGEST:
            cut = max(sentence.rfind(mark, SHORTEST, LONGEST) for mark in (", ", "고 ", "며 ", "만 "))
            cut = cut + 1 if cut > 0 else max(sentence.rfind(" ", SHORTEST, LONGEST), SHORTEST)
            found.append(sentence[:cut].strip())
            sentence = sentence[cut:].strip()
        found.append(sentence)
    return [sentence for sentence in found if len(sentence) >= SHORTEST]


def bigrams_of(text):
    """Pairs of neighbouring syllables or letters inside the words of `text`."""
    found = set()
    for run in RUN.finditer(fold(text)):
        word = run[0]
        found.update(word[at : at + 2] for at in range(len(word) - 1))
    return found


def overlap(part, whole):
    """Which share of the bigrams of `part` is in `whole`, 0 to 1."""
    wanted = bigrams_of(part)
    return len(wanted & bigrams_of(whole)) / len(wanted) if wanted else 0.0


def weigh(sentences):
    """How central each sentence is, among those given."""
    grams = [bigrams_of(sentence) for sentence in sentences]
    count = len(sentences)
    near = [[0.0] * count for _ in range(count)]
    for one in range(count):
        for other in range(one):
            shared = len(grams[one] & grams[other])
            if shared:
                weight = shared / (math.log(1 + len(grams[one])) + math.log(1 + len(grams[other])))
                near[one][other] = near[other][one] = weight
    sums = [sum(row) or 1.0 for row in near]
    scores = [1.0] * count
    for _ in range(ROUNDS):
        scores = [
            (1 - DAMPING) + DAMPING * sum(near[other][one] / sums[other] * scores[other] for other in range(count))
            for one in range(count)
        ]
    return scores


def central_sentences(text, *, wanted=3):
    """The `wanted` sentences of `text` that share most with the others and little with each other, in their order."""
    sentences = [sentence for sentence in sentences_of(text) if not PLEASANTRY.match(sentence)][:MOST_SENTENCES]
    scores = weigh(sentences)
    chosen = []
    for place in sorted(range(len(sentences)), key=lambda place: (-scores[place], place)):
        sentence = sentences[place]
        if all(max(overlap(sentence, sentences[had]), overlap(sentences[had], sentence)) < ALIKE for had in chosen):
            chosen.append(place)
        if len(chosen) == wanted:
            break
    return [sentences[place] for place in sorted(chosen)]


def shortened(sentence, length):
    """`sentence` in at most `length` characters, cut between words."""
    if length_of(sentence) <= length:
        return sentence
    kept = ""
    for word in sentence.split(" "):
        longer = f"{kept} {word}".strip()
        if length_of(longer) > length - 1:
            break
        kept = longer
    return f"{kept or sentence[: length - 1]}…"
