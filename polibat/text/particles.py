"""Particles as they sound after a word that is not known beforehand: `example.com으로`, `한가람 의원이`."""

# The last consonant by which Latin letters and figures are read, as far as it decides: "ㄹ", another one, or none.
_OF_LATIN = dict.fromkeys("lr", "ㄹ") | dict.fromkeys("bckmnpt", "ㅁ")
_OF_DIGITS = dict.fromkeys("178", "ㄹ") | dict.fromkeys("036", "ㅁ")
_FIRST, _LAST, _FINALS, _RIEUL = ord("가"), ord("힣"), 28, 8


def with_particle(word: str, pair: str) -> str:
    """Put behind `word` what sounds right of a `pair`: after a consonant and after a vowel, as in `을/를`."""
    after_consonant, _, after_vowel = pair.partition("/")
    final = _final_of(word)
    # 으로 alone treats ㄹ as a vowel: 서울로.
    takes_first = final and not (final == "ㄹ" and after_consonant == "으로")
    return f"{word}{after_consonant if takes_first else after_vowel}"


def _final_of(word: str) -> str:
    """How the last letter or figure of `word` ends: "ㄹ", "ㅁ" for any other consonant, "" for a vowel."""
    letter = next((one for one in reversed(word.lower()) if one.isalnum()), "")
    if letter and _FIRST <= ord(letter) <= _LAST:
        final = (ord(letter) - _FIRST) % _FINALS
        return "ㄹ" if final == _RIEUL else "ㅁ" if final else ""
    return _OF_LATIN.get(letter, "") or _OF_DIGITS.get(letter, "")
