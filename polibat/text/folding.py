"""Text as it is compared: search, the list of words and what is marked in a find."""

import unicodedata

import regex

from polibat.text.hidden import without_hidden

# NFKC would turn each jamo that people type (ㅋㅋ, ㅎㄱㄹ) into a part of a syllable.
NO_JAMO = regex.compile(r"[^\u3131-\u318e]+")


def fold(text: str) -> str:
    """`text` without regard to case, width and form of its letters: `ＫＴＸ`, `㏏` and `𝐤` are what they read as."""
    text = unicodedata.normalize("NFC", without_hidden(text))
    if not unicodedata.is_normalized("NFKC", text):
        text = NO_JAMO.sub(lambda run: unicodedata.normalize("NFKC", run[0]), text)
    return unicodedata.normalize("NFC", text.casefold())


def fold_with_places(text: str) -> tuple[str, list[int]]:
    """`text` folded letter by letter, and for each letter of that the place in `text` from which it comes."""
    if len(plain := fold(text)) == len(text):
        return plain, list(range(len(text)))
    folded, places = [], []
    for place, letter in enumerate(text):
        parts = fold(letter)
        folded.append(parts)
        places.extend([place] * len(parts))
    return "".join(folded), places
