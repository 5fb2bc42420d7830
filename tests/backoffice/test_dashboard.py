"""The dashboard in the back office: for staff, the same figures as the API's, without a script, from odd addresses."""

import re
from html import unescape

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.models import StatusChange
from accounts.services import change_member_status
from insights.services.daily_statistics import close_days
from insights.services.visits import store_visits
from moderation.models import Report
from moderation.services import file_report, hide_text
from tests import factories
from tests.markup import contains, tidy

pytestmark = pytest.mark.django_db

PAGE = "/admin/dashboard/"
TABS = ["members", "posts", "visitors"]


@pytest.fixture
def staff(client_of, moderator):
    return client_of(moderator)


def values(page, key):
    """The values of a line in the table of the chart, as the script reads them."""
    lines = re.findall(r'data-line="(\w+)"', tidy(page))
    cells = [int(number) for number in re.findall(r'<td data-value="(-?\d+)"', tidy(page))]
    return cells[lines.index(key) :: len(lines)]


@pytest.mark.parametrize(
    ("role", "status"),
    [
        *[(role, 302) for role in ("anonymous", "citizen", "politician_member", "aide", "pending")],
        *[(role, 200) for role in ("moderator", "admin_member", "superuser")],
    ],
)
def test_dashboard_opens_to_staff_only(request, client_of, role, status):
    assert client_of(request.getfixturevalue(role)).get(PAGE).status_code == status


def test_dashboard_is_linked_from_the_first_page(staff):
    assert f'href="{reverse("backoffice:dashboard")}"' in staff.get("/admin/").text


@pytest.mark.parametrize("tab", TABS)
def test_dashboard_costs_a_constant_number_of_queries(staff, citizen, tab, django_assert_max_num_queries):
    for number in range(20):
        factories.post(factories.MemberFactory(), title=f"글 {number}")
    staff.get(PAGE)
    with django_assert_max_num_queries(8):
        staff.get(PAGE, {"tab": tab})


def test_dashboard_members_shows_numbers_that_lead_to_lists(staff, citizen):
    StatusChange.objects.create(member=citizen, after="APPROVED")
    page = staff.get(PAGE)
    assert 'href="/admin/accounts/member/?kind__exact=NORMAL&amp;status__exact=STANDING">1명</a>' in tidy(page)
    assert "+1명" in page.text
    for link in re.findall(r'href="(/admin/[a-z]+/[a-z]+/\?[^"]*)"', page.text):
        listed = staff.get(unescape(link), follow=True)
        assert listed.status_code == 200
        assert "e=1" not in str(listed.redirect_chain)
    assert values(page, "total") == [0] * 11 + [1]


def test_dashboard_numbers_lead_to_the_members_that_they_count(staff, citizen, politician_member, superuser):
    StatusChange.objects.all().delete()
    StatusChange.objects.create(member=citizen, after="APPROVED")
    StatusChange.objects.create(member=politician_member, after="PENDING")
    change_member_status(politician_member, to="SUSPENDED", by=superuser, reason="반복 비방", days=3)
    page = staff.get(PAGE)
    assert "/admin/politicians/speaker/?kind__exact=POLITICIAN" in page.text
    rows = {
        (card["key"], words): (number, link) for card in page.context["changes"] for words, number, link in card["rows"]
    }
    assert {key: number for key, (number, _link) in rows.items() if number} == {
        ("new", "전체"): 2,
        ("new", "일반회원"): 1,
        ("new", "정치인"): 1,
        ("suspended", "전체"): 1,
        ("suspended", "정치인"): 1,
    }
    for key, (number, link) in rows.items():
        assert bool(link) is bool(number), key
        if not link:
            continue
        listed = staff.get(link)
        assert listed.context["cl"].result_count == number, key
        assert "적용된 필터:" in listed.text
        assert "기간: 사용자지정" in listed.text


def test_dashboard_posts_lead_to_lists(staff, citizen, reader, admin_member):
    post = factories.post(citizen)
    comment = factories.comment(post, citizen)
    file_report(Report(post=post, reason="SPAM"), by=reader)
    hide_text(comment, by=admin_member, reason="도배")
    page = staff.get(PAGE, {"tab": "posts", "posts-period": "week"})
    assert "지난주 대비 변동 내역" in page.text
    links = {unescape(link) for link in re.findall(r'href="(/admin/[a-z]+/[a-z]+/\?[^"]*)"', page.text)}
    assert {link.split("?")[0] for link in links} == {
        "/admin/boards/post/", "/admin/boards/comment/", "/admin/moderation/report/", "/admin/moderation/decision/",
    }  # fmt: skip
    for link in links:
        listed = staff.get(link, follow=True)
        assert "e=1" not in str(listed.redirect_chain), link
        assert listed.context["cl"].result_count == 1, link


def test_dashboard_visitors_of_chosen_days(staff):
    store_visits([(timezone.localdate(), f"{number:032x}", "TABLET", False) for number in range(1234)])
    close_days()
    page = staff.get(PAGE, {"tab": "visitors"})
    assert "1,234명" in page.text
    assert "+1,234명" in page.text
    today = timezone.localdate().isoformat()
    chosen = {"visitors-window": "custom", "visitors-first": today, "visitors-last": today}
    page = staff.get(PAGE, {"tab": "visitors", **chosen})
    assert "1234.0명" in page.text or "1,234.0명" in page.text


def test_dashboard_line_shows_what_was_chosen(staff, citizen):
    factories.post(citizen)
    chosen = {"posts-type": "variation", "posts-variation": "new", "posts-span": "day", "posts-board": "free"}
    shown = {"posts-shown": "variation", "posts-items": ["posts", "comments"]}
    page = staff.get(PAGE, {"tab": "posts", **chosen, **shown})
    assert values(page, "posts") == [0] * 29 + [1]
    assert values(page, "comments") == [0] * 30
    nothing = staff.get(PAGE, {"tab": "posts", "posts-shown": "cumulative"})
    assert "표시할 항목을 하나 이상 선택해 주세요." in nothing.text
    # Another type begins with its first line again.
    page = staff.get(
        PAGE, {"tab": "members", "members-type": "variation", "members-shown": "cumulative", "members-items": "normal"}
    )
    assert re.findall(r'data-line="(\w+)"', page.text) == ["new"]


def test_dashboard_tabs_keep_what_was_chosen_on_the_others(staff):
    page = staff.get(PAGE, {"tab": "posts", "posts-period": "year", "members-period": "month"})
    assert contains(page, '<input type="hidden" name="members-period" value="month">')
    assert contains(page, '<option value="year" selected>')
    [members] = re.findall(r'href="(\?[^"]*tab=members[^"]*)"', page.text)
    assert contains(staff.get(PAGE + unescape(members)), '<option value="month" selected>')


@pytest.mark.parametrize("tab", [*TABS, "\x00", "아무거나"])
@pytest.mark.parametrize("nonsense", ["\x00", "🚩", "-1", "x" * 500, "<script>alert(1)</script>"])
def test_dashboard_answers_nonsense_in_words(staff, tab, nonsense):
    names = [
        "period",
        "type",
        "span",
        "variation",
        "board",
        "window",
        "first",
        "last",
        "chart_window",
        "chart_first",
        "items",
    ]
    page = staff.get(PAGE, {"tab": tab, **{f"{tab}-{name}": nonsense for name in names}, f"{tab}-shown": "cumulative"})
    assert page.status_code == 200
    assert "<script>alert" not in page.text
    assert ("목록에서 골라 주세요." in page.text) is (tab in TABS)


@pytest.mark.parametrize(
    ("chosen", "message"),
    [
        ({"window": "custom"}, "날짜를 입력해 주세요."),
        ({"window": "custom", "first": "2026-11-02", "last": "2026-11-01"}, "시작일이 종료일보다 늦습니다."),
        ({"window": "custom", "first": "2026-13-02", "last": "2026-11-01"}, "시작일을 확인해 주세요."),
        (
            {"type": "average", "chart_window": "custom", "chart_first": "2026-01-01", "chart_last": "9999-01-01"},
            "오늘까지의 날짜를 입력해 주세요.",
        ),
    ],
)
def test_dashboard_says_which_days_are_impossible(staff, chosen, message):
    page = staff.get(PAGE, {"tab": "visitors", **{f"visitors-{name}": value for name, value in chosen.items()}})
    assert message in page.text
    assert "일평균 방문자수" in page.text
    if "first" in chosen:
        assert f'value="{chosen["first"]}"' in page.text
