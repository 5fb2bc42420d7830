"""What a name looks like to whoever reads it: letters of Hangul written apart are joined, look-alikes are one."""

import re
import unicodedata

_LEADING = "[\u1100-\u1112]"
_VOWEL = "[\u1161-\u1175]"
_INITIALS = "ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎ"
_FINALS = "ㄱㄲㄳㄴㄵㄶㄷㄹㄺㄻㄼㄽㄾㄿㅀㅁㅂㅄㅅㅆㅇㅈㅊㅋㅌㅍㅎ"
_FINAL_OF = {chr(0x1100 + at): chr(0x11A8 + _FINALS.index(one)) for at, one in enumerate(_INITIALS) if one in _FINALS}
# Two vowels side by side that read as one.
_TWO_VOWELS = {
    "ᅩᅡ": "ᅪ",
    "ᅩᅢ": "ᅫ",
    "ᅩᅵ": "ᅬ",
    "ᅮᅥ": "ᅯ",
    "ᅮᅦ": "ᅰ",
    "ᅮᅵ": "ᅱ",
    "ᅳᅵ": "ᅴ",
    "ᅡᅵ": "ᅢ",
    "ᅥᅵ": "ᅦ",
    "ᅣᅵ": "ᅤ",
    "ᅧᅵ": "ᅨ",
}
_LATIN = str.maketrans({"0": "o", "1": "l", "3": "e", "4": "a", "5": "s", "i": "l"})


def joined(text: str) -> str:
    """`text` in lower case as it reads: `관ㄹㅣ자` is 관리자, and so is `관ㄹ1자`."""
    parts = unicodedata.normalize("NFKD", text)
    parts = re.sub(f"(?<={_LEADING})[1lIi](?![A-Za-z0-9])", "\u1175", parts)
    parts = re.sub(f"[0oO](?={_VOWEL})", "\u110b", parts)
    for two, one in _TWO_VOWELS.items():
        parts = parts.replace(two, one)
    parts = re.sub(f"(?<={_VOWEL}){_LEADING}(?!{_VOWEL})", lambda found: _FINAL_OF.get(found[0], found[0]), parts)
    return unicodedata.normalize("NFKC", parts).casefold()


def bare_name(name: str) -> str:
    """A name as it reads, without the lines that set its parts apart."""
    return joined(name).replace("_", "")


def folded(name: str) -> str:
    """A bare name with one letter for those of Latin and the figures that look alike: `adm1n` and admin are one."""
    return bare_name(name).translate(_LATIN)


def without_affixes(name: str, affixes: tuple[str, ...]) -> set[str]:
    """What a bare name may be without words at its ends, figures among them, and as it stands.

    Figures alone at the end of a name set it apart from the name (spec M24): they go only together with a word.
    """
    found, open_names = {name}, [(name, False)]
    while open_names:
        one, has_lost_words = open_names.pop()
        for affix in affixes:
            for shorter in (one.removesuffix(affix), one.removeprefix(affix)):
                if shorter != one and len(shorter) > 1 and shorter not in found:
                    found.add(shorter)
                    open_names.append((shorter, True))
        plain = one.strip("0123456789")
        if plain != one and len(plain) > 1 and plain not in found:
            if has_lost_words:
                found.add(plain)
            open_names.append((plain, has_lost_words))
    return found
