"""The back office and the second step of log-in in a real browser: within the window, and accessible."""

import pytest
from playwright.sync_api import expect

from accounts.services import change_member_status, two_factor
from boards.services import cast_ballot, react
from tests import factories
from tests.accounts.test_two_factor import code_of
from tests.browser import DESKTOP, MOBILE
from tests.moderation.test_browser import serious

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)


@pytest.mark.parametrize("size", [DESKTOP, MOBILE], ids=["desktop", "mobile"])
def test_staff_pages_are_accessible(open_page, superuser, citizen, reader, size):
    post = factories.post(citizen)
    react(post, by=reader, value="LIKE")
    poll = factories.poll(superuser)
    cast_ballot(poll, options=[poll.options.all()[0].pk], by=citizen)
    change_member_status(citizen, to="SUSPENDED", by=superuser, reason="반복 비방", days=7)
    page = open_page(size, member=superuser)
    for address in (
        "/admin/",
        "/admin/accounts/member/?period=week&q=NM",
        "/admin/accounts/member/add/",
        f"/admin/accounts/member/{citizen.pk}/change/",
        "/admin/politicians/speaker/",
        "/admin/accounts/statuschange/",
        "/admin/boards/reaction/",
        "/admin/boards/ballot/",
        f"/admin/boards/post/{post.pk}/change/",
        "/admin/boards/suggestion/?state=all",
        "/admin/boards/notice/add/",
        "/admin/pages/popup/add/",
        "/admin/policies/policyversion/add/",
        "/admin/admin/logentry/",
        "/me/two-factor/",
    ):
        page.goto(address)
        assert serious(page) == [], address
        assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0, address


def test_period_filter_applies_by_its_button(open_page, superuser):
    page = open_page(DESKTOP, member=superuser)
    page.goto("/admin/accounts/member/")
    page.locator("[name=period]").select_option("사용자지정")
    page.locator("[name=until]").fill("2001-01-01")
    page.get_by_role("button", name="적용").click()
    expect(page.locator("#result_list tbody tr")).to_have_count(0)
    assert "until=2001-01-01" in page.url


def test_two_factor_setup_leads_to_codes_that_can_be_copied(open_page, superuser):
    page = open_page(MOBILE, member=superuser)
    page.goto("/me/two-factor/?next=/admin/")
    page.get_by_label("인증 코드").fill(code_of(two_factor.begin_enrolment(superuser)))
    page.get_by_role("button", name="등록하기").click()
    expect(page.locator("[data-recovery-codes] li")).to_have_count(10)
    expect(page.get_by_role("button", name="복사")).to_be_visible()
    assert serious(page) == []
    page.get_by_role("link", name="계속하기").click()
    expect(page.get_by_role("heading", name="오늘 할 일")).to_be_visible()
