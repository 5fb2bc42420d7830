"""What tests ask of a page's markup: white space of templates is no part of it, everything else is."""

import pytest
from django.http import HttpResponse

from tests.markup import contains, text_of, tidy

ROW = '<li class="row new" id="a"><a href="/free/?q=1&amp;page=2" data-loud>글 <b>하나</b></a> 개, 5<b>표</b></li>'
# The same as a formatter may write it.
SPREAD = """
<li class="row
           new" id="a">
  <a
    href="/free/?q=1&amp;page=2"
    data-loud
  >글
    <b>하나</b></a>
  개, 5<b>표</b>
</li>
"""


def test_white_space_of_a_template_is_no_part_of_its_markup():
    assert tidy(ROW) == tidy(SPREAD)
    assert contains(SPREAD, ROW)
    assert contains(HttpResponse(f"<ul>{SPREAD}</ul>"), ROW)
    assert tidy("<p>\n  한\n  줄<br/>\n둘째 <!-- x -->줄\n</p >") == "<p>한 줄<br>둘째줄</p>"


@pytest.mark.parametrize(
    "other",
    [
        ROW.replace("row new", "row old"),
        ROW.replace("row new", "row"),
        ROW.replace("row new", "new row"),
        ROW.replace('id="a"', 'id="b"'),
        ROW.replace(' id="a"', ""),
        ROW.replace('id="a"', 'id="a" hidden'),
        ROW.replace(" data-loud", ' data-loud="x"'),
        ROW.replace("page=2", "page=3"),
        ROW.replace("하나", "둘"),
        ROW.replace("글", "글글"),
        ROW.replace("개,", "개"),
        ROW.replace("글 <b>하나</b>", "<b>하나</b> 글"),
        ROW.replace("<b>하나</b>", "<i>하나</i>"),
        ROW.replace("<b>하나</b>", "하나"),
        ROW.replace("</a> 개", " 개</a>"),
        ROW.replace("li", "p"),
    ],
)
def test_everything_else_is(other):
    assert other != ROW
    assert tidy(other) != tidy(ROW)
    assert not contains(SPREAD, other)


def test_words_that_touch_are_one():
    assert text_of("<p>좋아요 <b>3</b>개</p><p>\n댓글\n</p><td>1</td><td>2</td>") == "좋아요 3개 댓글 1 2"
    assert text_of("<p>3 <span>개</span></p>") == "3 개"


def test_values_are_written_one_way():
    assert tidy("<a title='\"둘\" &#x27;하나&#x27; &lt;'>&quot;a&quot; &amp; &lt;b&gt;</a>") == (
        '<a title="&quot;둘&quot; \'하나\' &lt;">"a" &amp; &lt;b&gt;</a>'
    )
    assert contains("<p>&lt;b&gt;</p>", "&lt;b&gt;")
    assert not contains("<p>&lt;b&gt;</p>", "<b>")


def test_what_people_and_scripts_write_stays_as_it_is():
    assert tidy("<textarea>\n한  줄\n\n두 줄 &lt;</textarea>") == "<textarea>\n한  줄\n\n두 줄 &lt;</textarea>"
    assert tidy("<pre>a\n  b</pre> c  d") == "<pre>a\n  b</pre>c d"


@pytest.mark.parametrize("piece", ["", " \n", "<!-- x -->", '<a href="/', 'class="a">글', '"a">글</a>', "글</a"])
def test_a_piece_that_could_never_be_found_or_missed_is_refused(piece):
    with pytest.raises(ValueError, match="no whole piece"):
        contains("<p>글</p>", piece)
