"""First consonants of Korean names, by which people search on phones: ㅎㄱㄷ finds 홍길동."""

import re

INITIALS = "ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎ"
FIRST_SYLLABLE, SYLLABLES, SYLLABLES_AN_INITIAL = 0xAC00, 11172, 588
LOOSE_JAMO = re.compile("[ㄱ-ㅎㅏ-ㅣ]+$")


def initials_of(name):
    """Return the first consonant of every syllable: `한가람` as `ㅎㄱㄹ`; what is no Korean syllable is left out."""
    offsets = (ord(char) - FIRST_SYLLABLE for char in name)
    return "".join(INITIALS[offset // SYLLABLES_AN_INITIAL] for offset in offsets if 0 <= offset < SYLLABLES)


def is_initials(word):
    """Whether a word consists of first consonants alone."""
    return bool(word) and all(char in INITIALS for char in word)


def without_loose_jamo(word):
    """Drop the half-typed syllable at the end of a word: `한가ㄹ` as `한가`."""
    return LOOSE_JAMO.sub("", word)
