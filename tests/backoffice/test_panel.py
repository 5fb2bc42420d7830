"""The panel of search and filters above the back office's lists, and the heading above it (spec L5 to L11)."""

import re
from html import unescape
from urllib.parse import parse_qsl, urlencode

import pytest
from django.contrib import admin
from django.http import QueryDict
from django.urls import reverse

from polibat.staff.filters import PeriodFilter
from polibat.staff.panel import boxes_of, plain_query
from tests import factories
from tests.factories import MemberFactory
from tests.markup import contains, tidy

pytestmark = pytest.mark.django_db

MEMBERS, POSTS = "/admin/accounts/member/", "/admin/boards/post/"
LISTS = sorted(model._meta.label_lower for model in admin.site._registry)


def address_of(label):
    return reverse(f"admin:{label.replace('.', '_')}_changelist")


def selects_of(page):
    return [box["select"] for box in boxes_of(page.context["cl"]) if "select" in box]


def chosen_in(page, name):
    select = re.search(rf'<select name="{name}".*?</select>', tidy(page), re.DOTALL)[0]
    return re.search(r'<option value="([^"]*)" selected>', select)[1]


def value_of(page, name):
    return unescape(re.search(rf'name="{name}"[^>]* value="([^"]*)"', tidy(page))[1])


@pytest.mark.parametrize("label", LISTS)
def test_every_choice_of_every_list_can_be_sent_and_is_chosen_then(client_of, superuser, citizen, label):
    factories.post(citizen)
    client, address = client_of(superuser), address_of(label)
    page = client.get(address)
    assert 'id="changelist-filter"' not in page.text
    selects = selects_of(page)
    filters = [spec for spec in page.context["cl"].filter_specs if not isinstance(spec, PeriodFilter)]
    assert [select["title"] for select in selects] == [spec.title for spec in filters]
    for number, select in enumerate(selects):
        assert sum(chosen for _, _, chosen in select["options"]) == 1, select["title"]
        for value, words, _ in select["options"]:
            sent = client.get(address, {"pick": ["", value], "size": "50"})
            assert sent.status_code == 302
            path, _, query = sent.url.partition("?")
            assert (path, sorted(parse_qsl(query))) == (address, sorted([("size", "50"), *parse_qsl(value)]))
            found = client.get(sent.url)
            assert found.status_code == 200, (sent.url, found.headers)
            assert [one for _, one, chosen in selects_of(found)[number]["options"] if chosen] == [words]


@pytest.mark.parametrize(
    ("sent", "asked"),
    [
        ("q=&pick=&pick=&filled=~", ""),
        ("q=도서관&pick=status__exact%3DHIDDEN&pick=&size=50&filled=~", "size=50&q=도서관&status__exact=HIDDEN"),
        ("pick=created_at__gte%3D1%26created_at__lt%3D2", "created_at__gte=1&created_at__lt=2"),
        ("period=&by=&since=&until=&filled=~", ""),
        ("period=week&by=updated_at&since=&until=&filled=~", "by=updated_at&period=week"),
        # The boxes hold the days of the period that was in force: another period takes their place, so does none.
        ("period=month&since=2026-11-16&until=2026-11-23&filled=2026-11-16~2026-11-23", "period=month"),
        ("period=&since=2026-11-16&until=2026-11-23&filled=2026-11-16~2026-11-23", ""),
        ("period=custom&since=2026-11-16&until=&filled=2026-11-16~", "since=2026-11-16"),
        # Days that were typed count, whatever period was chosen before.
        ("period=week&since=2026-11-16&until=2026-11-20&filled=2026-11-16~", "since=2026-11-16&until=2026-11-20"),
        ("period=&since=2026-11-16&until=&filled=~", "since=2026-11-16"),
        ("period=custom&since=&until=&filled=~", "period=custom"),
        ("pick=", ""),
    ],
)  # fmt: skip
def test_what_the_form_sends_is_the_plain_address_of_the_list(sent, asked):
    assert plain_query(QueryDict(sent)) == QueryDict(asked).urlencode()


def test_the_panel_keeps_what_it_does_not_ask_for(client_of, superuser):
    page = client_of(superuser).get(POSTS, {"size": "50", "o": "2", "status__exact": "HIDDEN", "q": "말", "p": "1"})
    panel = tidy(page).partition('class="filter-panel"')[2].partition("</form>")[0]
    hidden = dict(re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', panel))
    assert hidden == {"size": "50", "o": "2", "filled": "~"}
    assert value_of(page, "q") == "말"


def test_what_is_asked_for_without_being_a_choice_stays_while_another_filter_is_chosen(client_of, superuser):
    address = "/admin/moderation/report/"
    page = client_of(superuser).get(address, {"state": "unheard of"})
    assert ("state=unheard+of", "unheard of", True) in selects_of(page)[0]["options"]


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ({"since": "2026-12-01", "until": "2026-01-01"}, "시작일이 종료일보다 늦습니다."),
        ({"since": "2026-13-99", "until": "2026-01-01"}, "날짜를 2026-11-23처럼 입력해 주세요."),
        ({"period": "custom"}, "사용자지정 기간의 시작일이나 종료일을 입력해 주세요."),
        ({"since": "", "until": "\x00"}, "날짜를 2026-11-23처럼 입력해 주세요."),
    ],
)
def test_a_period_that_cannot_be_is_said_and_what_was_typed_stays(client_of, moderator, asked, said):
    page = client_of(moderator).get(POSTS, {"q": "도서관", "status__exact": "HIDDEN", **asked})
    assert contains(page, f"<li>{said}</li>")
    assert 'aria-invalid="true"' in page.text
    for name in ("since", "until"):
        assert value_of(page, name) == asked.get(name, "")
    assert chosen_in(page, "period") == "custom"
    assert value_of(page, "q") == "도서관"
    assert chosen_in(page, "pick") == ""
    assert "상태: 숨김" in page.text


@pytest.mark.parametrize(
    "asked",
    [
        {},
        {"period": "week"},
        {"period": "eternity"},
        {"since": "2020-01-01"},
        {"since": "2020-01-01", "until": "2099-01-01"},
    ],
)
def test_a_period_that_can_be_is_no_fault(client_of, moderator, citizen, asked):
    factories.post(citizen)
    page = client_of(moderator).get(POSTS, asked)
    assert "aria-invalid" not in page.text
    assert page.context["cl"].result_count == 1
    assert chosen_in(page, "period") == (
        "custom" if "since" in asked else asked.get("period", "").replace("eternity", "")
    )


@pytest.mark.parametrize("day", ["0001-01-01", "9999-12-31"])
@pytest.mark.parametrize("name", ["since", "until"])
def test_the_first_and_the_last_day_of_the_calendar_are_days(client_of, moderator, name, day):
    assert client_of(moderator).get(POSTS, {name: day}).status_code == 200


@pytest.mark.parametrize("asked", [{"size": "50"}, {"by": "updated_at"}, {}])
def test_clearing_the_filters_keeps_the_size_and_the_date_that_is_meant(client_of, moderator, asked):
    page = client_of(moderator).get(POSTS, {"status__exact": "HIDDEN", "period": "week", "q": "말", **asked})
    assert contains(page, f'<a href="?{urlencode(asked)}">필터 초기화</a>')


def test_the_processor_of_a_change_is_no_date(client_of, superuser):
    """Both are called `by`; where there is one date, the panel does not ask which."""
    page = client_of(superuser).get("/admin/accounts/statuschange/", {"by": superuser.public_id, "period": "week"})
    assert 'id="filter-by"' not in page.text
    assert contains(page, '<a href="?">필터 초기화</a>')
    assert f"by={superuser.public_id}" in [value for value, _, chosen in selects_of(page)[1]["options"] if chosen]


HEADINGS = {
    "boards/post": ("게시글 관리", "게시글을 조회하고 관리할 수 있습니다.", ""),
    "boards/comment": ("댓글 관리", "댓글을 조회하고 관리할 수 있습니다.", ""),
    "moderation/report": ("신고이력", "회원들의 신고 이력을 조회하고 관리할 수 있습니다.", ""),
    "polls/poll": ("투표관리", "투표를 조회하고 관리할 수 있습니다.", "투표 등록"),
    "suggestions/suggestion": (
        "불편/제안 접수 관리",
        "사용자들의 불편사항과 제안을 조회하고 관리할 수 있습니다.",
        "",
    ),
    "suggestions/notice": ("공지사항 관리", "공지사항을 조회하고 관리할 수 있습니다.", "공지사항 등록"),
    "displays/popup": ("팝업 관리", "팝업을 조회하고 관리할 수 있습니다.", "팝업 등록"),
    "displays/banner": ("배너 관리", "배너를 조회하고 관리할 수 있습니다.", "배너 등록"),
    "policies/policytemplate": (
        "서비스정책 템플릿 관리",
        "서비스정책 템플릿을 조회하고 관리할 수 있습니다.",
        "템플릿 등록",
    ),
    "policies/policyversion": ("서비스정책 관리", "서비스정책을 조회하고 관리할 수 있습니다.", "서비스정책 등록"),
}


@pytest.mark.parametrize("name", HEADINGS)
def test_lists_are_headed_as_staff_know_them(client_of, superuser, name):
    client, (title, lead, add) = client_of(superuser), HEADINGS[name]
    page = client.get(f"/admin/{name}/?q=%EB%A7%90&size=50")
    assert contains(page, f"<h1>{title}</h1>")
    assert contains(page, f'<p class="lead">{lead}</p>')
    assert contains(page, f'<a class="list-tool" href="/admin/{name}/?q=%EB%A7%90&amp;size=50">새로고침</a>')
    assert contains(page, '<summary class="list-tool">내보내기</summary>')
    head = tidy(page).partition('class="list-head"')[2].partition('id="content-main"')[0]
    assert re.findall(r'class="addlink">([^<]+)<', head) == ([add] if add else [])
    if add:
        form = client.get(f"/admin/{name}/add/")
        assert contains(form, f"<h1>{add}</h1>")
        assert re.search(r'<input type="submit" value="등록하기"|<button type="submit"[^>]*>등록하기<', tidy(form))


def test_what_is_there_is_changed_in_the_same_words(client_of, superuser):
    for row in (factories.banner(superuser), factories.popup(superuser)):
        page = client_of(superuser).get(f"/admin/displays/{row._meta.model_name}/{row.pk}/change/")
        assert contains(page, '<input type="submit" value="수정하기" class="default" name="_save">')
        assert 'value="저장"' not in page.text
    for address in (
        f"/admin/suggestions/notice/{factories.notice(superuser).pk}/edit/",
        f"/admin/polls/poll/{factories.poll(superuser).pk}/edit/",
    ):
        assert re.search(r">수정하기<|value=\"수정하기\"", tidy(client_of(superuser).get(address))), address


@pytest.mark.parametrize("name", ["politicians/politician", "politicians/party", "politicians/application"])
def test_lists_of_politicians_have_sizes_and_names_like_the_others(client_of, superuser, name):
    page = client_of(superuser).get(f"/admin/{name}/?size=10")
    assert contains(page, '<option value="10" selected>10개</option>')
    assert page.context["cl"].list_per_page == 10
    assert page.context["title"] == page.context["cl"].opts.verbose_name_plural
    assert client_of(superuser).get(f"/admin/{name}/").context["cl"].list_per_page == 20


def test_the_table_says_how_many_rows_fit(client_of, moderator):
    MemberFactory.create_batch(2)
    page = client_of(moderator).get(MEMBERS, {"kind__exact": "NORMAL"})
    assert contains(page, "<h2>회원 목록")
    assert "총 2명</span>" in tidy(page)
