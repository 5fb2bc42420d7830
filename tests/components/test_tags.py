"""The components: what they promise, and that a wrong argument fails when the template is parsed."""

import pytest
from django import forms
from django.template import Template, TemplateSyntaxError
from pytest_django.asserts import assertHTMLEqual, assertInHTML, assertNotInHTML

from polibat.templatetags.components import page_window
from polibat.text.badges import Badge

CONDITIONS = [("all", "통합검색"), ("title", "제목"), ("author", "작성자")]
SEARCH = '{% search_box action="/free/" conditions=conditions q=q condition=condition target=target %}'


class LetterForm(forms.Form):
    """One field of each kind that is drawn differently."""

    title = forms.CharField(label="제목", help_text="2자 이상", error_messages={"required": "제목을 입력해주세요."})
    reason = forms.ChoiceField(label="사유", choices=[("spam", "도배")], widget=forms.RadioSelect)
    agreed = forms.BooleanField(label="동의합니다")


@pytest.mark.parametrize(
    "source",
    [
        "{% icon %}",
        '{% icon "user" size=3 %}',
        "{% badge %}",
        "{% badges %}",
        '{% badge "target" words="x" %}',
        '{% post_card title="제목" url="/" %}',
        '{% post_card title="제목" url="/" author="나" date="오늘" likes=1 views=2 colour="red" %}',
        "{% name_card %}",
        '{% search_box action="/" %}',
        "{% pagination number=1 %}",
        "{% pagination 1 2 %}",
        "{% dialog %}{% enddialog %}",
        '{% button colour="red" %}글{% endbutton %}',
        "{% link_button %}글{% endlink_button %}",
        "{% tabs items=items %}",
        "{% steps current=1 %}",
        "{% progress 1 %}",
        "{% empty_state %}",
    ],
)
def test_component_refuses_missing_and_unknown_arguments(source):
    with pytest.raises(TemplateSyntaxError):
        Template(source)


@pytest.mark.parametrize(
    "source",
    [
        '{% icon "no-such-icon" %}',
        '{% badge "king" %}',
        '{% badge "target" %}',
        '{% pill "공지" tone="loud" %}',
        '{% button kind="loud" %}글{% endbutton %}',
        "{% thumb size=7 %}",
        '{% notice tone="loud" %}글{% endnotice %}',
        "{% steps current=4 total=3 %}",
    ],
)
def test_component_refuses_unknown_values(rendered, source):
    with pytest.raises(TemplateSyntaxError):
        rendered(source)


def test_icon_is_decoration_unless_it_is_labelled(rendered):
    href = "/static/icons.svg#image"
    assertHTMLEqual(
        rendered('{% icon "image" %}'), f'<svg class="icon" aria-hidden="true"><use href="{href}"></use></svg>'
    )
    assertHTMLEqual(
        rendered('{% icon "image" label="이미지 첨부됨" %}'),
        f'<svg class="icon" role="img" aria-label="이미지 첨부됨"><use href="{href}"></use></svg>',
    )


def test_button_escapes_what_it_is_given(rendered):
    assertHTMLEqual(
        rendered("{% button confirm=question wide=True %}{{ words }}{% endbutton %}", question='"정말?"', words="<b>"),
        '<button class="button" type="submit" data-kind="primary" data-confirm="&quot;정말?&quot;" data-wide>'
        "&lt;b&gt;</button>",
    )


def test_thumb_falls_back_to_the_mascot(rendered):
    assertHTMLEqual(
        rendered('{% thumb "" size=40 lazy=False %}'),
        '<img class="thumb" src="/static/art/thumb.svg" alt="" width="40" height="40" data-size="40">',
    )


def test_comment_count_says_nothing_of_none(rendered):
    assert rendered("{% comment_count 0 %}") == ""


def test_badges_stand_side_by_side_in_their_looks(rendered):
    shown = (Badge("direct-post", "직접<등록>", icon="check"), Badge("private", "비공개", tone="grey"))
    assertHTMLEqual(
        rendered("{% badges shown %}", shown=shown),
        '<span class="badge" data-kind="direct-post"><svg class="icon" aria-hidden="true">'
        '<use href="/static/icons.svg#check"></use></svg>직접&lt;등록&gt;</span>'
        '<span class="pill" data-tone="grey">비공개</span>',
    )
    assert rendered("{% badges shown %}", shown=()) == ""


def test_post_card_leaves_out_what_it_is_not_given(rendered):
    assertHTMLEqual(
        rendered('{% post_card title="제목" url="/free/FB000001/" author="시민" date="25.01.01." likes=3 views=9 %}'),
        '<article class="post-card"><div class="post-card-text">'
        '<h3 class="post-title"><a class="post-link" href="/free/FB000001/">제목</a></h3>'
        '<p class="meta"><span>시민</span><span>25.01.01.</span><span>추천 3</span><span>조회수 9</span></p>'
        "</div></article>",
    )


@pytest.mark.parametrize(
    ("number", "pages", "shown"),
    [
        (1, 1, [1]),
        (1, 5, [1, 2, 3, 4, 5]),
        (3, 10, [1, 2, 3, 4, 5, 6, 7, 8, 9, 10]),
        (1, 11, [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11]),
        (1, 5000, [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, None, 5000]),
        (42, 5000, [1, None, 38, 39, 40, 41, 42, 43, 44, 45, 46, 47, None, 5000]),
        (7, 12, [1, None, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12]),
        (5000, 5000, [1, None, 4991, 4992, 4993, 4994, 4995, 4996, 4997, 4998, 4999, 5000]),
    ],
)
def test_page_window_shows_ten_around_the_page_and_both_ends(number, pages, shown):
    assert page_window(number, pages) == shown


def test_pagination_keeps_the_rest_of_the_address(rendered, visit):
    request = visit("/free/?q=버스&in=title&page=2")
    assertHTMLEqual(
        rendered("{% pagination number=2 pages=3 %}", request=request),
        '<nav class="pagination" aria-label="페이지">'
        '<a href="?q=%EB%B2%84%EC%8A%A4&amp;in=title" aria-label="1쪽">1</a>'
        '<a href="?q=%EB%B2%84%EC%8A%A4&amp;in=title&amp;page=2" aria-label="2쪽" aria-current="page">2</a>'
        '<a href="?q=%EB%B2%84%EC%8A%A4&amp;in=title&amp;page=3" aria-label="3쪽">3</a></nav>',
    )


def test_pagination_links_the_first_page_without_a_number(rendered, visit):
    page = rendered("{% pagination number=2 pages=2 %}", request=visit("/free/?page=2"))
    assertInHTML('<a href="/free/" aria-label="1쪽">1</a>', page)


def test_pagination_hides_for_a_single_page(rendered, visit):
    assert rendered("{% pagination number=1 pages=1 %}", request=visit()) == ""


def test_search_box_is_a_plain_form_without_scripts(rendered):
    page = rendered(SEARCH, conditions=CONDITIONS, q="<버스>", condition="title", target="")
    assertInHTML('<input type="radio" name="in" value="title" checked>', page)
    assertInHTML('<input type="radio" name="in" value="all">', page)
    assertInHTML('<button type="submit" aria-label="검색하기"><span aria-hidden="true">🔍</span></button>', page)
    assertInHTML('<span class="search-chip" data-chip>제목</span>', page)
    assertInHTML(
        '<input type="search" name="q" value="&lt;버스&gt;" placeholder="검색..." aria-label="검색" maxlength="100"'
        ' autocomplete="off" enterkeyhint="search">',
        page,
    )
    assertHTMLEqual(
        f"{page.partition('>')[0]}></form>",
        '<form class="search" role="search" action="/free/" method="get" data-search data-default="all"></form>',
    )


@pytest.mark.parametrize("condition", ["", "no-such-condition"])
def test_search_box_falls_back_to_the_first_condition(rendered, condition):
    page = rendered(SEARCH, conditions=CONDITIONS, q="", condition=condition, target="#list")
    assertInHTML('<input type="radio" name="in" value="all" checked>', page)
    assertInHTML('<span class="search-chip" data-chip hidden>통합검색</span>', page)


def test_field_ties_help_and_errors_to_the_input(rendered):
    form = LetterForm({"title": "", "reason": "spam", "agreed": "on"})
    assertHTMLEqual(
        rendered("{% field form.title %}", form=form),
        '<div class="field" data-state="error"><label for="id_title">제목</label>'
        '<input type="text" name="title" required aria-invalid="true"'
        ' aria-describedby="id_title_helptext id_title_error" id="id_title">'
        '<p class="field-help" id="id_title_helptext">2자 이상</p>'
        '<ul class="field-error" id="id_title_error"><li>제목을 입력해주세요.</li></ul></div>',
    )


def test_field_groups_choices_under_a_legend(rendered):
    page = rendered("{% field form.reason %}", form=LetterForm())
    assertInHTML("<legend>사유</legend>", page)
    assertNotInHTML('<label for="id_reason">사유</label>', page)


def test_field_puts_the_words_of_a_check_box_behind_it(rendered):
    assertHTMLEqual(
        rendered("{% field form.agreed %}", form=LetterForm()),
        '<div class="field"><label class="check" for="id_agreed">'
        '<input type="checkbox" name="agreed" required id="id_agreed"><span>동의합니다</span></label></div>',
    )


def test_field_with_holds_a_button_beside_its_input(rendered):
    page = rendered(
        '{% field_with form.title help="도움말" %}<button>확인</button>{% endfield_with %}', form=LetterForm()
    )
    assertInHTML(
        '<div class="field-row"><input type="text" name="title" required aria-describedby="id_title_helptext"'
        ' id="id_title"><button>확인</button></div>',
        page,
    )
    assertInHTML('<p class="field-help" id="id_title_helptext">도움말</p>', page)


def test_form_errors_shows_what_no_field_shows(rendered):
    form = LetterForm({"title": "제목", "reason": "spam", "agreed": "on"})
    form.add_error(None, "지금은 보낼 수 없습니다.")
    assertHTMLEqual(
        rendered("{% form_errors form %}", form=form),
        '<div class="notice" data-tone="error" role="alert"><ul><li>지금은 보낼 수 없습니다.</li></ul></div>',
    )


def test_form_errors_names_the_fields_and_begins_at_the_first(rendered):
    form = LetterForm({"title": "제목"})
    page = rendered(
        "{% form_errors form %}{% field form.title %}{% field form.reason %}{% field form.agreed %}", form=form
    )
    assertInHTML(
        '<p>다음 항목을 확인해 주세요: <a href="#id_reason">사유</a>, <a href="#id_agreed">동의합니다</a></p>', page
    )
    assert page.count("autofocus") == 1
    assert 'id="id_reason"' in page
    assert rendered("{% form_errors form %}", form=LetterForm()).strip() == ""


def test_form_errors_says_that_a_password_is_typed_again(rendered):
    class DoorForm(forms.Form):
        name = forms.CharField(label="이름")
        password = forms.CharField(label="비밀번호", widget=forms.PasswordInput)

    words = "비밀번호는 안전을 위해 다시 입력해 주세요."
    assert words in rendered("{% form_errors form %}", form=DoorForm({"password": "typed"}))
    assert words not in rendered("{% form_errors form %}", form=DoorForm({"name": "이름"}))
    assert words not in rendered("{% form_errors form %}", form=DoorForm({}))


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("/free/", "/login/?next=%2Ffree%2F"),
        ("/free/?q=a&page=2", "/login/?next=%2Ffree%2F%3Fq%3Da%26page%3D2"),
        ("/login/", "/login/"),
        ("/signup/?next=/voice/", "/login/?next=%2Fvoice%2F"),
    ],
)
def test_login_url_leads_back_to_the_page(rendered, visit, address, expected):
    assertHTMLEqual(rendered("{% login_url %}", request=visit(address)), expected)
