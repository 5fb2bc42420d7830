"""The shape of what people write: links that say where they lead, lines for rows, indents that a phone can show."""

import re

import pytest

from polibat.text import clean_html, html_from_plain, plain_from_html
from polibat.text.highlight import excerpt_around, marked
from polibat.text.links import linked

REL = 'rel="nofollow ugc noopener"'


@pytest.mark.parametrize(
    ("words", "address", "shown"),
    [
        ("https://www.example.go.kr/", "https://evil.example/login", "https://evil.example/login"),
        ("example.go.kr", "https://evil.example/", "https://evil.example/"),
        ("선관위(ｗｗｗ．nec．go．kr)", "https://evil.example/", "https://evil.example/"),
        ("www.nec.go.kr", "/free/", "/free/"),
        ("help@nec.go.kr", "mailto:evil@x.example", "evil@x.example"),
        ("<b>https://exаmple.go.kr</b>", "https://example.go.kr/", "https://example.go.kr/"),
        ("https://a.example", "https://evil.example/" + "a" * 100, "https://evil.example/" + "a" * 58 + "…"),
        # What reads as it leads stays, and so do words.
        ("news.naver.com에서", "https://n.news.naver.com/a", "news.naver.com에서"),
        ("www.example.go.kr/공지", "https://example.go.kr/", "www.example.go.kr/공지"),
        ("Node.js 3.2버전, 별표1.hwp", "https://nodejs.org/", "Node.js 3.2버전, 별표1.hwp"),
        ("<b>공지</b>를 보세요", "https://example.go.kr/", "<b>공지</b>를 보세요"),
    ],
)
def test_a_link_reads_as_it_leads(words, address, shown):
    assert clean_html(f'<p><a href="{address}">{words}</a></p>') == f'<p><a href="{address}" {REL}>{shown}</a></p>'


def test_no_name_stands_in_front_of_the_host_of_a_link():
    assert clean_html('<a href="https://www.nec.go.kr@evil.example/x">공지</a>') == (
        f'<a href="https://evil.example/x" {REL}>공지</a>'
    )


@pytest.mark.parametrize(
    ("text", "addresses"),
    [
        ("보기 https://example.kr/a?b=1&c=2. 그리고", ["https://example.kr/a?b=1&amp;c=2"]),
        ("(www.nec.go.kr)", ["www.nec.go.kr"]),
        ("https://namu.wiki/w/대한민국 https://example.kr에서", ["https://namu.wiki/w/대한민국", "https://example.kr"]),
        ("http://a.kr/b를, https://ko.wikipedia.org/wiki/서울_(도시)", ["http://a.kr/b", "https://ko.wikipedia.org/wiki/서울_(도시)"]),
        ("a@www.nec.go.kr ftp://x.kr https:// http://localhost 3.2.1 예.아니요", []),
    ],
)  # fmt: skip
def test_bare_addresses_become_links_wherever_text_is_shown(text, addresses):
    for shown in (linked(text), html_from_plain(text), clean_html(html_from_plain(text))):
        assert re.findall(rf'<a href="[^"]*" {REL}>([^<]*)</a>', shown) == addresses
        assert plain_from_html(shown) == text


def test_links_come_once_and_none_in_code():
    shown = html_from_plain("https://example.kr/")
    assert (
        clean_html(clean_html(shown)) == shown == f'<p><a href="https://example.kr/" {REL}>https://example.kr/</a></p>'
    )
    assert clean_html("<pre>https://example.kr/</pre>") == "<pre>https://example.kr/</pre>"
    assert linked("<b> 'https://a.kr/x\"onclick=' ") == (
        f'&lt;b&gt; &#x27;<a href="https://a.kr/x" {REL}>https://a.kr/x</a>&quot;onclick=&#x27; '
    )


@pytest.mark.parametrize("tag", ["blockquote", "ul><li", "ol><li", "figure"])
def test_indents_are_no_deeper_than_a_phone_shows(tag):
    names = tag.split("><")
    closing = "".join(f"</{name}>" for name in reversed(names))
    cleaned = clean_html(f"<{tag}>가" * 40 + closing * 40)
    assert cleaned.count(f"<{names[0]}>") == cleaned.count(f"</{names[0]}>") == 8
    assert cleaned.count("<li>") <= 8
    assert cleaned.count("가") == 40
    assert clean_html(cleaned) == cleaned


def test_elements_in_each_other_have_an_end():
    assert clean_html("<div>" * 3000 + "글").count("<div>") == 60


def test_rows_of_tables_become_lines():
    table = (
        "<p>표</p><table><caption>요금</caption><thead><tr><th>이름</th><th>금액</th></tr></thead>"
        "<tr><td><p>가</p><p>나</p></td><td>1,000<br>원</td><td></td></tr><tr><td>&nbsp;</td><td></td></tr>"
        "<tr><td><b>다</b></td><td></td><td><table><tr><td>안</td><td>쪽</td></tr></table></td></tr></table>끝"
    )
    cleaned = clean_html(table)
    assert cleaned == ("<p>표</p><p>요금</p><p>이름 | 금액</p><p>가 나 | 1,000 원</p><p><b>다</b> |  | 안 쪽</p>끝")
    assert clean_html(cleaned) == cleaned


def test_blank_lines_of_blogs_stay_blank_lines():
    pasted = (
        "<p>첫 문단</p><p>\u200b</p><p><span>\u200b</span></p><p><strong>&nbsp;</strong></p><p><br></p><p>다음 문단</p>"
    )
    assert clean_html(pasted) == "<p>첫 문단</p>" + "<p><br></p>" * 4 + "<p>다음 문단</p>"


def test_what_was_found_is_marked_as_search_compares_it():
    assert marked("ＫＴＸ <요금> ㎏당", ["ktx", "요금", "kg"]) == (
        "<mark>ＫＴＸ</mark> &lt;<mark>요금</mark>&gt; <mark>㎏</mark>당"
    )
    assert excerpt_around("가" * 200 + "ＫＴＸ", ["ktx"]).endswith("ＫＴＸ")


@pytest.mark.parametrize(
    "text", ["a." * 20_000, "www." * 10_000, "https://" * 10_000, "https://a.kr/" + "(" * 3_000 + ")" * 6_000]
)
def test_no_text_holds_a_process(text):
    assert plain_from_html(clean_html(f'<a href="https://x.kr/">{text}</a>{text}')).startswith(
        (text[:4], "https://x.kr/")
    )
