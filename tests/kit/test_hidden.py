"""What nobody sees goes; what belongs to an emoji or a word stays (spec T6, T7)."""

import unicodedata

import pytest

from polibat.text import clean_html, clean_line, clean_lines, length_of, plain_from_html
from polibat.text.folding import fold
from polibat.text.hidden import MARKS, normalised

HIDDEN = [
    *("\u2062", "\U000e0041", "\ufff0", "\u180e", "\u17b5", "\U0001d173", "\u200b", "\u200d", "\ufe0f", "\u3164"),
    *("\u115f", "\uffa0", "\u2800", "\u202e", "\u2067", "\u00ad", "\u034f", "\ufff9", "\ufdd0", "\U0001fffe", "\x85"),
    *("\u0301", "\u20dd", "\u0378", "\U000e0100", "\x00", "\x7f", "\ufeff"),
]


@pytest.mark.parametrize("mark", HIDDEN, ids=lambda mark: f"U+{ord(mark):04X}")
def test_a_text_of_what_nobody_sees_is_empty(mark):
    assert clean_line(f" {mark}{mark} {mark}") == clean_lines(f"{mark}\n{mark * 3}") == ""
    assert plain_from_html(clean_html(f"<p>{mark}</p><h2><b>{mark}</b></h2>")) == ""
    # Written as a reference it is the same character.
    assert plain_from_html(clean_html(f"<p>&#{ord(mark)};</p>")) in {"", "\ufffd", "…"}
    if not mark.isspace() and not unicodedata.category(mark).startswith("M"):
        assert clean_line(f"버{mark}스") == fold(f"버{mark}스") == "버스"


@pytest.mark.parametrize(
    "emoji",
    ["👨‍👩‍👧‍👦", "🏴󠁧󠁢󠁥󠁮󠁧󠁿", "1️⃣", "#️⃣", "👩🏽‍❤️‍💋‍👨🏽", "🏳️‍⚧️", "🏳️‍🌈", "☝🏽", "❤️‍🔥", "🐦‍🔥", "🇰🇷", "㊗️", "🀄︎"],
)  # fmt: skip
def test_an_emoji_stays_whole_and_is_one_character(emoji):
    assert clean_line(emoji) == emoji
    assert clean_html(f"<p>{emoji}</p>") == f"<p>{emoji}</p>"
    assert length_of(emoji) == 1


@pytest.mark.parametrize("word", ["می‌خواهم", "क्‍ष", "ශ්‍රී", "나랏말〮ᄊᆞ미", "กำลัง", "𝐀①½", "\ue000"])
def test_words_keep_how_they_are_spelt(word):
    assert clean_line(word) == word


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        ("😀\U000e0061\U000e0062", "😀"),
        ("\U0001f3f4\U000e0067", "🏴"),
        ("가\u200d나", "가나"),
        ("바\ufe0f보", "바보"),
        ("葛\U000e0100城", "葛城"),
        ("👩\u200d가", "👩가"),
        ("a\u200cb", "ab"),
    ],
)
def test_selectors_joiners_and_tags_elsewhere_go(typed, stored):
    assert clean_line(typed) == stored


def test_a_letter_keeps_a_few_marks():
    piled = "화" + "\u0300\u0301\u0302\u0303\u0304" * 10 + "남"
    assert clean_line(piled) == "화\u0300\u0301\u0302\u0303\u0304남"
    assert clean_html(f"<p>{piled}</p>") == f"<p>{clean_line(piled)}</p>"
    assert len(normalised("e" + "\u0323" * 40)) <= 1 + MARKS


def test_cleaning_twice_changes_nothing():
    typed = "".join(HIDDEN) + "👩\u200d👩\u200d 화\u0301\u0301\u0301\u0301\u0301\u0301\u0301 \u1112\u1161\u11ab"
    once = clean_line(typed)
    assert clean_line(once) == once


def test_a_hidden_character_makes_no_address_of_another_kind():
    assert "javascript" not in clean_html(
        '<a href="java&#x200b;script:alert(1)">글</a><a href="java\u200bscript:x">글</a>'
    )


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("ＫＴＸ 요금 １２００원 ㎏당", "ktx 요금 1200원 kg당"),
        ("𝐛𝐚𝐝 ﾊﾝ", "bad ハン"),
        ("ㅋㅋ ㅎㄱㄹ", "ㅋㅋ ㅎㄱㄹ"),
        ("\u1112\u1161\u11ab", "한"),
    ],
)
def test_letters_are_compared_without_width_form_and_case(text, folded):
    assert fold(text) == folded
