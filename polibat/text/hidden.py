"""Characters that nobody sees: they hide words from readers and search, turn a text round, or pass for a text.

What goes is told by Unicode's own properties, so that nobody keeps a list: whatever is ignorable by default, a control,
a format mark, unassigned or no character. What stays of them belongs to something that is seen: selectors, joiners and
tags inside of an emoji, and the joiners by which Arabic and Indic words are spelt.
"""

import unicodedata

import regex

MARKS = 5  # on one letter; no script that people write needs more

# Private use stays: older word processors keep bullets and old Hangul there. So do the marks that Arabic numbers have.
# The braille blank is looked for by name because Unicode takes it for a picture of six empty dots.
_HIDDEN = r"[[\p{Default_Ignorable_Code_Point}\p{C}\u2800]--[\p{Co}\p{Prepended_Concatenation_Mark}\t\n\r]]"
_PICTURE = r"[\p{Extended_Pictographic}--\p{Cn}]\p{Emoji_Modifier}?[\ufe0e\ufe0f]?\p{Emoji_Modifier}?\u20e3?"
# The flags of England, Scotland and Wales: tags anywhere else would carry words that only machines read.
_FLAG = r"\U0001f3f4[\U000e0030-\U000e0039\U000e0061-\U000e007a]{3,6}\U000e007f"
_EMOJI = rf"[0-9#*]\ufe0f?\u20e3|(?:{_FLAG}|{_PICTURE})(?:\u200d(?:{_FLAG}|{_PICTURE}))*"
_JOINER = r"(?<=\p{Arabic})\u200c(?=\p{Arabic})|(?<=\p{Indic_Syllabic_Category=Virama})[\u200c\u200d]"
SEEN_OR_HIDDEN = regex.compile(rf"(?V1)({_EMOJI}|{_JOINER})|{_HIDDEN}+")
SUSPECT = regex.compile(rf"(?V1){_HIDDEN}|\p{{M}}")
# A mark stands on a letter; at the beginning of a text, of a word or of an element there is none.
LOOSE_MARKS = regex.compile(r"(?<![^\s>])\p{M}+")
PILE = regex.compile(rf"(\p{{M}}{{{MARKS}}})\p{{M}}+")


def without_hidden(text: str) -> str:
    """`text` without what nobody sees, and with a few marks a letter at most."""
    if text.isascii() and text.isprintable():
        return text
    if not SUSPECT.search(text):
        return text
    text = SEEN_OR_HIDDEN.sub(lambda found: found[1] or "", text)
    return PILE.sub(r"\1", LOOSE_MARKS.sub("", text))


def normalised(text: str) -> str:
    """`text` as it is stored: in NFC, without what nobody sees (spec T6)."""
    return unicodedata.normalize("NFC", without_hidden(text))
