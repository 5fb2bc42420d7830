"""Sentences of a text and which of them carry it: a graph over shared bigrams, the same answer each time."""

import math
import re

from polibat.text import length_of
from polibat.text.bigrams import RUN, fold

END = re.compile(r"(?<=[.!?。…])[\"'”’)\]]*\s+|\n+")
MOST_SENTENCES = 80
SHORTEST, LONGEST = 10, 160
ROUNDS, DAMPING = 24, 0.85
ALIKE = 0.5
# What people begin and end with; it is in every text and says nothing about this one.
FORMULAS = (
    r"안녕들? ?(?:하세요|하십니까|하신가요)",
    (
        r"(?:\S+ )?\S+께 (?:삼가 |감히 |정중히 )?"
        r"(?:여쭙|여쭤|묻|질문|건의|부탁|글을|한 말씀|말씀|드리는|드립|올립|의견을)[^.!?…]*"
    ),
    r"(?:존경하는|친애하는) (?:\S+ )?\S+님(?:들)?께?",
    r"(?:두서없는|부족한|긴|짧은)? ?글?을? ?(?:끝까지 )?읽어 ?주(?:셔서|시면|신)",
    (
        r"(?:대단히|정말|진심으로|항상|늘|미리|다시 한번)? ?"
        r"(?:감사(?:합니다|드립니다|드려요|해요|하겠습니다)|고맙(?:습니다|겠습니다)|고마워요)"
    ),
    r"수고(?:하십니다|하세요|하셨습니다|가? ?많으\S*)|고생이? ?많으\S*",
    (
        r"(?:빠른|좋은|많은|꼭|잘|늘|관심과|성의 있는)? ?(?:답변|답|관심|검토|협조|확인|의견|양해)?[을를]? ?"
        r"(?:꼭 |좀 |잘 )?부탁(?:드립니다|드려요|합니다|해요)"
    ),
    r"(?:답변|답|소식)[을를]? ?(?:기다리겠습니다|기다립니다|기대합니다)",
    r"(?:오늘도 |모두 |늘 )*(?:좋은|편안한|행복한|즐거운) (?:하루|저녁|주말|밤|날)(?: \S+){0,2}",
    r"새해 복 많이 받으\S*|(?:건강|행복)하(?:세요|시길\S*)|이만 줄입니다",
)
FORMULA = re.compile("|".join(FORMULAS))
# How many letters besides have to be left of a sentence that holds one.
SUBSTANCE = 10


def squeezed(text: str) -> str:
    """`text` with single blanks, as sentences are compared."""
    return " ".join(text.split())


def sentences_of(text: str) -> list[str]:
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


def has_substance(sentence: str) -> bool:
    """Whether `sentence` says something besides a salutation, thanks and the like."""
    left, formulas = FORMULA.subn(" ", sentence)
    return not formulas or sum(map(str.isalnum, left)) >= SUBSTANCE


def bigrams_of(text: str) -> set[str]:
    """Pairs of neighbouring syllables or letters inside the words of `text`."""
    found = set()
    for run in RUN.finditer(fold(text)):
        word = run[0]
        found.update(word[at : at + 2] for at in range(len(word) - 1))
    return found


def overlap(part: str, whole: str) -> float:
    """Which share of the bigrams of `part` is in `whole`, 0 to 1."""
    wanted = bigrams_of(part)
    return len(wanted & bigrams_of(whole)) / len(wanted) if wanted else 0.0


def weigh(sentences: list[str]) -> list[float]:
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


def central_sentences(text: str, *, wanted: int = 3) -> list[str]:
    """The `wanted` sentences of `text` that share most with the others and little with each other, in their order."""
    sentences = [sentence for sentence in sentences_of(text) if has_substance(sentence)][:MOST_SENTENCES]
    scores = weigh(sentences)
    chosen = []
    for place in sorted(range(len(sentences)), key=lambda place: (-scores[place], place)):
        sentence = sentences[place]
        if all(max(overlap(sentence, sentences[had]), overlap(sentences[had], sentence)) < ALIKE for had in chosen):
            chosen.append(place)
        if len(chosen) == wanted:
            break
    return [sentences[place] for place in sorted(chosen)]


def shortened(sentence: str, length: int) -> str:
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
