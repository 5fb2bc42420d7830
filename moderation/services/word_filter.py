"""Looking for words of the list in a text, and what a text is worth a second look for; it flags and never decides.

Letters are compared as search compares them (`polibat.text.folding`); marks, invisible characters and repeated letters
inside a word are passed over, and a word whose letters all stand apart (`바 보`) is found too. A blank elsewhere keeps
words apart, because Korean words that follow each other spell others by chance.
"""

import math
import time
from collections.abc import Iterable
from dataclasses import dataclass

from django.core.cache import cache
from django.db import transaction

from moderation.models import WatchWord
from polibat.text.folding import fold

VERSION_KEY = "moderation:words"


@dataclass(frozen=True)
class Screening:
    """How much a text asks for a second look (0 to 1), and the words for which it does."""

    score: float
    words: tuple = ()


def screen(text: str) -> Screening:
    """What of `text` somebody should read."""
    words = words_in(text)
    return Screening(score=1 - 0.5 ** len(words), words=words)


def words_in(text: str) -> tuple[str, ...]:
    """The words of the list that stand in `text`, each once, in the order of their first place."""
    return current_list().find(text)


def key_of(word: str) -> str:
    """The letters of a word that are compared."""
    return "".join(letter for letter, _gap in letters_of(word))


def letters_of(text: str) -> list[tuple[str, str]]:
    """Each letter (or digit) with what stands before it: `" "` a blank, `"."` marks only, `""` nothing.

    A letter that repeats the one before it without a blank says nothing.
    """
    letters, gap = [], " "
    for char in fold(text):
        if char.isspace():
            gap = " "
        elif not (char.isalnum() or "ㄱ" <= char <= "ㅣ"):
            gap = gap or "."
        else:
            if not (letters and letters[-1][0] == char and gap != " "):
                letters.append((char, gap))
            gap = ""
    return letters


class WordList:
    """The words in use, by their first letter: one walk over a text finds them all, however many there are."""

    def __init__(self, words: Iterable[tuple[str, bool]]) -> None:
        """Sort `words` (pairs: the word, whether it is an exception) by what they begin with, the longest first."""
        self._by_first = {}
        for word, is_exception in words:
            letters = letters_of(word)
            key = "".join(letter for letter, _gap in letters)
            blanks = frozenset(place for place, (_, gap) in enumerate(letters) if place and gap == " ")
            if key:
                self._by_first.setdefault(key[0], []).append((key, blanks, word, is_exception))
        for entries in self._by_first.values():
            entries.sort(key=lambda entry: (-len(entry[0]), entry[0]))

    def find(self, text: str) -> tuple[str, ...]:
        """The words that stand in `text` outside of any exception."""
        letters = letters_of(text)
        line = "".join(letter for letter, _gap in letters)
        hits, harmless = [], []
        for place, letter in enumerate(line):
            for key, blanks, word, is_exception in self._by_first.get(letter, ()):
                if line.startswith(key, place) and _is_one_word(letters, place, len(key), blanks):
                    (harmless if is_exception else hits).append((place, place + len(key), word))
        found = [
            word
            for begins, ends, word in hits
            if not any(first <= begins and ends <= last for first, last, _word in harmless)
        ]
        return tuple(dict.fromkeys(found))


def _is_one_word(letters: list[tuple[str, str]], place: int, length: int, blanks: frozenset[int]) -> bool:
    """Whether the letters from `place` on hang together as the word's do, or stand apart one by one."""
    apart = [inner for inner in range(1, length) if letters[place + inner][1] == " "]
    if blanks.issuperset(apart):
        return True
    after = place + length
    is_alone = letters[place][1] != "" and (after == len(letters) or letters[after][1] != "")
    return len(apart) == length - 1 and is_alone


# The version of the list that this process holds, and the list; replaced as a whole.
_cached = (math.nan, WordList(()))


def current_list() -> WordList:
    """The list in use: compiled once a process and version; without Redis, as long as nobody changes it here."""
    global _cached  # noqa: PLW0603 - one pair a process
    version = cache.get(VERSION_KEY, 0)
    cached_version, words = _cached
    if cached_version != version:
        words = WordList(WatchWord.objects.filter(is_active=True).values_list("word", "is_exception"))
        _cached = (version, words)
    return words


def invalidate_words() -> None:
    """Make every process compile the list anew once the current transaction is committed."""

    def bump_version() -> None:
        global _cached  # noqa: PLW0603 - one pair a process
        cache.set(VERSION_KEY, time.time_ns(), timeout=None)
        _cached = (math.nan, _cached[1])

    transaction.on_commit(bump_version)
