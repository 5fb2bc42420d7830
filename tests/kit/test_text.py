"""Cleaning, measuring and cutting what people typed."""

import re

import pytest
from django.core.exceptions import ValidationError

from polibat.text import clean_html, clean_line, clean_lines, excerpt_of, html_from_plain, length_of, plain_from_html
from polibat.text.length import TextLength, check_lengths
from polibat.text.reason import require_reason


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        ("  버스   노선 ", "버스 노선"),
        ("버스\u202e노선", "버스노선"),
        ("버스\u200b노선\x00", "버스노선"),
        ("버스\n노선", "버스 노선"),
        ("\u1112\u1161\u11ab", "한"),
        ("👩‍👧 가족", "👩‍👧 가족"),
        (" \u200b \x07 ", ""),
    ],
)
def test_clean_line_keeps_what_a_person_reads(typed, stored):
    assert clean_line(typed) == stored


def test_clean_lines_keeps_line_breaks():
    assert clean_lines("\r\n첫 줄  \r\n\r\n둘째 줄\r\n") == "첫 줄\n\n둘째 줄"


@pytest.mark.parametrize(
    ("markup", "clean"),
    [
        ("<p>안녕<script>alert(1)</script></p>", "<p>안녕</p>"),
        ('<p onclick="x()">안녕</p>', "<p>안녕</p>"),
        ('<p style="position:fixed">안녕</p>', "<p>안녕</p>"),
        ('<a href="javascript:alert(1)">링크</a>', '<a rel="nofollow ugc noopener">링크</a>'),
        (
            '<a href="https://example.com/">링크</a>',
            '<a href="https://example.com/" rel="nofollow ugc noopener">링크</a>',
        ),
        ('<img src="https://evil.example/x.png">', ""),
        ("<svg><script>1</script></svg><p>끝</p>", "<p>끝</p>"),
        ("<iframe src=//x></iframe>글", "글"),
    ],
)
def test_clean_html_keeps_only_the_allow_list(markup, clean):
    assert clean_html(markup) == clean


def test_clean_html_keeps_an_allowed_image():
    markup = '<p><img src="/media/images/a.webp" alt="표" onerror="x()"></p>'
    assert clean_html(markup, image_allowed=lambda src: src == "/media/images/a.webp") == (
        '<p><img src="/media/images/a.webp" alt="표"></p>'
    )


def test_html_from_plain_escapes_and_breaks_lines():
    assert html_from_plain("<b>하나</b>\n둘\n\n셋") == "<p>&lt;b&gt;하나&lt;/b&gt;<br>둘</p>\n\n<p>셋</p>"


def test_plain_from_html_is_what_a_reader_sees():
    assert plain_from_html("<h2>제목</h2><p>하나<br>둘 &amp; 셋</p><ul><li>넷</li></ul>") == "제목\n하나\n둘 & 셋\n넷"


def test_excerpt_of_cuts_with_an_ellipsis():
    assert excerpt_of("가" * 200, 10) == "가" * 9 + "…"
    assert excerpt_of("짧은\n글", 10) == "짧은 글"


@pytest.mark.parametrize(
    ("text", "length"),
    [
        ("한글", 2),
        ("👍🏽", 1),
        ("👨‍👩‍👧‍👦", 1),
        ("🇰🇷🇰🇷", 2),
        ("☀️", 1),
        ("e\u0301", 1),
        ("a" + "\u0301" * 15, 11),
        ("", 0),
        ("1️⃣", 1),
        ("🏴󠁧󠁢󠁥󠁮󠁧󠁿", 1),
        ("👩🏽‍❤️‍💋‍👨🏽", 1),
        ("👨🏽‍👩🏽‍👧🏽‍👦🏽", 1),
        ("🇰🇷🇰", 2),
        ("👩‍👧 가족", 4),
        ("\u1112\u1161\u11ab", 1),
        ("ㅎㅏㄴ", 3),
        ("\u1112\u119e\u11ab글", 2),
        ("나랏말〮ᄊᆞ미", 5),
        ("नमस्ते", 3),
        ("กำ", 1),
        ("a\r\nb", 3),
        # Joiners join emoji, and nothing of a text becomes shorter by them.
        ("가\u200d나\u200d다", 3),
        ("\u200d", 0),
        ("\u200d \u200d \ufe0f\u200d", 0),
        ("\u200d글", 1),
        # Piles are no short text.
        ("👩" + "\u200d👩" * 100, 190),
        ("👍" + "🏽" * 100, 90),
        ("\u1100" * 100, 89),
        ("🏴" + "\U000e0067" * 100, 90),
    ],
)
def test_length_of_counts_as_a_person_does(text, length):
    assert length_of(text) == length


@pytest.mark.parametrize(
    "markup",
    [
        '<img alt="><script>alert(1)</script>" src="x">',
        '<p>글<img alt="><img src=x onerror=alert(1)>"></p>',
        '<img alt="a src=b" src="https://evil.example/x.png">',
        '<noscript><p title="</noscript><img src=x onerror=alert(1)>">',
        "<svg><p><style><img src=x onerror=alert(1)>",
        '<a href="javascript:alert(1)">글</a><a href="JaVaScRiPt&colon;alert(1)">글</a>',
        '<a href="data:text/html,x">글</a><iframe src="//evil.example"></iframe><form><input></form>',
        '<p style="color:red" onclick="x" class="y" id="z">글</p>',
        "<math><mtext><table><mglyph><style><!--</style><img title='--&gt;&lt;img src=1 onerror=alert(1)&gt;'>",
    ],
)
def test_clean_html_leaves_nothing_that_runs_or_loads(markup):
    cleaned = clean_html(markup)
    assert not re.search(r"<(?!/?(?:p|a|br)\b)|\son\w+=|style=|class=|id=|javascript|href=", cleaned, re.IGNORECASE)


@pytest.mark.parametrize(
    ("text", "code", "words"),
    [
        ("", "required", "제목을 적어 주세요."),
        (" \n ", "required", "제목을 적어 주세요."),
        ("가", "too_short", "제목은 2자 이상 입력해 주세요. (현재 1자)"),
        ("👨‍👩‍👧‍👦", "too_short", "제목은 2자 이상 입력해 주세요. (현재 1자)"),
        ("가" * 11, "too_long", "제목은 10자까지 쓸 수 있습니다. (현재 11자)"),
        ("e\u0301\u0301\u0301\u0301\u0301" * 10, "too_long", "겹쳐 쓰는 기호가 너무 많습니다."),
    ],
)
def test_a_length_is_refused_as_people_count_it(text, code, words):
    length = TextLength(10, least=2, name="제목은", required="제목을 적어 주세요.")
    with pytest.raises(ValidationError) as refusal:
        length(text)
    assert (refusal.value.code, refusal.value.messages) == (code, [words])


@pytest.mark.parametrize("text", ["가나", "👨‍👩‍👧‍👦" * 2, "  가나  ", "가" * 10, "👍🏽" * 10])
def test_a_length_that_is_right_is_not_refused(text):
    assert check_lengths(("title", text, TextLength(10, least=2, required="제목"))) == {}


def test_what_may_be_empty_may_be_empty():
    assert check_lengths(("note", "", TextLength(10, least=2))) == {}


@pytest.mark.parametrize(("reason", "code"), [("", "required"), (" \u200b\n", "required"), ("가" * 501, "too_long")])
def test_staff_say_why_in_500_characters(reason, code):
    with pytest.raises(ValidationError) as refusal:
        require_reason(reason)
    assert refusal.value.error_dict["reason"][0].code == code


def test_a_reason_is_kept_as_it_is_shown():
    assert require_reason("  두 번\n경고했습니다. ") == "두 번 경고했습니다."
    assert require_reason("두 번\r\n경고했습니다. ", in_lines=True) == "두 번\n경고했습니다."
