"""The back office and the second step of log-in in a real browser: within the window, and accessible."""

import re
from itertools import count

import pytest
from playwright.sync_api import expect

from accounts.services import change_member_status, make_enrolment_code, two_factor
from boards.services import react
from displays.models import Banner
from moderation.models import Report
from moderation.services import file_report, hide_text
from polls.services import cast_ballot
from suggestions.services import pin_notice
from tests import factories
from tests.accounts.test_two_factor import code_of
from tests.browser import DESKTOP, MOBILE
from tests.lanes import FULL
from tests.stories import inspection

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)


def faults_of(page, place):
    """What is wrong with an open page: no width is too narrow for it, and axe looks at one width of each page.

    `place` chooses which, a wide and a narrow one in turns; with FULL=1 axe looks at both.
    """
    faults = []
    for number, size in enumerate((DESKTOP, MOBILE)):
        page.set_viewport_size(size["viewport"])
        faults += inspection.too_wide(page, size["viewport"]["width"])
        faults += inspection.serious(page) if FULL or place % 2 == number else []
    page.set_viewport_size(DESKTOP["viewport"])
    return faults


def test_staff_pages_are_accessible(open_page, superuser, citizen, reader):
    post = factories.post(citizen)
    react(post, by=reader, value="LIKE")
    poll = factories.poll(superuser)
    cast_ballot(poll, options=[poll.options.all()[0].pk], by=citizen)
    change_member_status(citizen, to="SUSPENDED", by=superuser, reason="반복 비방", days=7)
    page = open_page(member=superuser)
    for place, address in enumerate(
        (
            "/admin/",
            "/admin/accounts/member/?period=week&q=NM",
            "/admin/accounts/member/add/",
            f"/admin/accounts/member/{citizen.pk}/change/",
            "/admin/politicians/speaker/",
            "/admin/accounts/statuschange/",
            "/admin/boards/reaction/",
            "/admin/polls/ballot/",
            f"/admin/boards/post/{post.pk}/change/",
            "/admin/suggestions/suggestion/?state=all",
            "/admin/suggestions/notice/add/",
            "/admin/displays/popup/add/",
            "/admin/policies/policyversion/add/",
            "/admin/admin/logentry/",
            "/me/two-factor/",
        )
    ):
        page.goto(address)
        assert faults_of(page, place) == [], address


def test_displays_policies_and_their_previews_are_accessible(open_page, superuser, settings, tmp_path, complaints):
    complaints.allow("status of 422 .*/preview/")
    settings.MEDIA_ROOT = tmp_path / "media"
    banners = [factories.banner(superuser, position=position) for position in Banner.Position.values]
    popup = factories.popup(superuser, kind="AD", closes_after=60, position="CENTER")
    version = factories.policy_version()
    page, places = open_page(member=superuser), count()
    forms = {
        f"/admin/displays/banner/{banners[-1].pk}/change/": "저장하지 않고 미리보기",
        f"/admin/displays/popup/{popup.pk}/change/": "저장하지 않고 미리보기",
        f"/admin/policies/policyversion/{version.pk}/change/": "미리보기",
    }
    for address in (
        *(f"/admin/displays/{model}/" for model in ("banner", "popup")),
        *(f"/admin/policies/{model}/" for model in ("policytemplate", "policyversion")),
        *forms,
        *(display.preview_url for display in (*banners, popup)),
    ):
        page.goto(address)
        assert faults_of(page, next(places)) == [], address
    # What a form says, in the window that it opens: as it would be, and where something is wrong.
    for address, button in forms.items():
        for is_wrong in (False, True):
            page.goto(address)
            if is_wrong:
                page.locator("[name=title], [name=summary]").fill("")
            with page.expect_popup() as opened:
                page.get_by_role("button", name=button).click()
            opened.value.wait_for_load_state()
            refusal = opened.value.get_by_text(re.compile("입력해 주세요|필수 항목|고쳐 주세요")).first
            expect(refusal).to_be_visible(visible=is_wrong)
            assert faults_of(opened.value, next(places)) == [], address
            opened.value.close()


def test_content_and_previews_of_what_staff_publish_are_accessible(open_page, superuser, citizen, reader):
    post = factories.post(citizen)
    comment = factories.comment(post, reader)
    file_report(Report(reason="SPAM", comment=comment), by=citizen)
    notice, poll, suggestion = factories.notice(superuser), factories.poll(superuser), factories.suggestion(citizen)
    pin_notice(notice, by=superuser)
    page, places = open_page(member=superuser), count()
    for address in (
        *(f"/admin/{name}/" for name in ("boards/post", "boards/comment", "polls/poll", "suggestions/notice")),
        "/admin/moderation/report/",
        f"/admin/boards/comment/{comment.pk}/change/",
        f"/admin/polls/poll/{poll.pk}/change/",
        f"/admin/suggestions/suggestion/{suggestion.pk}/change/",
        f"/admin/suggestions/notice/{notice.pk}/change/",
        f"/admin/moderation/report/{Report.objects.get().pk}/change/",
    ):
        page.goto(address)
        assert faults_of(page, next(places)) == [], address
    for address in (f"/admin/suggestions/notice/{notice.pk}/edit/", f"/admin/polls/poll/{poll.pk}/edit/"):
        page.goto(address)
        assert faults_of(page, next(places)) == [], address
        with page.expect_popup() as opened:
            page.get_by_role("button", name="미리보기").click()
        preview = opened.value
        expect(preview.get_by_text("미리보기입니다. 아직 저장하지 않았습니다.")).to_be_visible()
        assert faults_of(preview, next(places)) == [], address
        preview.close()


def numbers(page):
    """How many rows the list shows."""
    return page.locator("#result_list tbody tr")


@pytest.fixture
def posts(citizen, moderator):
    """Three posts, one of them hidden."""
    posts = [factories.post(citizen, title=f"동네 {word}") for word in ("도서관", "놀이터", "시장")]
    hide_text(posts[0], by=moderator, reason="시험")
    return posts


@pytest.mark.parametrize("size", [DESKTOP, MOBILE], ids=["desktop", "mobile"])
def test_choosing_a_filter_leads_to_the_rows_at_once(open_page, superuser, posts, size):
    page = open_page(size, member=superuser)
    page.goto("/admin/boards/post/?size=50")
    page.get_by_label("상태", exact=True).select_option("숨김")
    page.wait_for_url("**/admin/boards/post/?size=50&status__exact=HIDDEN")
    expect(numbers(page)).to_have_count(1)
    expect(page.get_by_label("상태", exact=True)).to_have_value("status__exact=HIDDEN")
    # What was typed goes along with what is chosen next, and the period fills the dates.
    page.get_by_label("검색", exact=True).fill("놀이터")
    page.get_by_label("검색기간").select_option("주간")
    page.wait_for_url(re.compile("period=week"))
    expect(numbers(page)).to_have_count(0)
    expect(page.get_by_label("검색", exact=True)).to_have_value("놀이터")
    expect(page.get_by_label("작성일 (종료)")).not_to_have_value("")
    page.get_by_label("검색기간").select_option("전체")
    page.wait_for_url(re.compile("^((?!period).)*$"))
    expect(page.get_by_label("작성일 (종료)")).to_have_value("")
    page.get_by_role("link", name="필터 초기화").click()
    page.wait_for_url("**/admin/boards/post/?size=50")
    expect(numbers(page)).to_have_count(3)
    page.go_back()
    expect(page.get_by_label("상태", exact=True)).to_have_value("status__exact=HIDDEN")
    page.get_by_label("페이지당 표시").select_option("10개")
    page.wait_for_url(re.compile("size=10"))
    expect(page.get_by_label("상태", exact=True)).to_have_value("status__exact=HIDDEN")


def test_keys_choose_without_leaving_until_enter_says_so(open_page, superuser, posts):
    page = open_page(DESKTOP, member=superuser)
    page.goto("/admin/boards/post/")
    address, status = page.url, page.get_by_label("상태", exact=True)
    status.focus()
    for words in ("PUBLISHED", "HIDDEN"):
        page.keyboard.press("ArrowDown")
        expect(status).to_have_value(f"status__exact={words}")
    assert page.url == address
    page.keyboard.press("Enter")
    page.wait_for_url("**/admin/boards/post/?status__exact=HIDDEN")
    expect(numbers(page)).to_have_count(1)
    expect(status).to_be_focused()
    page.keyboard.press("ArrowUp")
    page.get_by_role("button", name="검색", exact=True).press("Enter")
    page.wait_for_url("**/admin/boards/post/?status__exact=PUBLISHED")
    expect(numbers(page)).to_have_count(2)


def test_filters_are_sent_by_the_button_without_scripts(open_page, superuser, posts):
    page = open_page(MOBILE, member=superuser, javascript=False)
    page.goto("/admin/boards/post/?size=50")
    page.get_by_label("상태", exact=True).select_option("게시")
    page.get_by_label("검색", exact=True).fill("동네")
    page.get_by_label("검색기간").select_option("주간")
    page.get_by_role("button", name="검색", exact=True).click()
    page.wait_for_url(re.compile(r"\?size=50&q=[^&]+&status__exact=PUBLISHED&period=week$"))
    expect(numbers(page)).to_have_count(2)
    first_day = page.get_by_label("작성일 (시작)").input_value()
    page.get_by_label("검색기간").select_option("연간")
    page.get_by_role("button", name="검색", exact=True).click()
    page.wait_for_url(re.compile("period=year$"))
    assert page.get_by_label("작성일 (시작)").input_value() < first_day


@pytest.mark.parametrize("javascript", [True, False])
def test_dates_apply_by_the_button_and_are_a_period_of_their_own(open_page, superuser, posts, javascript):
    page = open_page(DESKTOP, member=superuser, javascript=javascript)
    page.goto("/admin/boards/post/?period=week")
    page.get_by_label("작성일 (종료)").fill("2001-01-01")
    page.get_by_label("작성일 (시작)").fill("2000-01-01")
    page.get_by_role("button", name="검색", exact=True).click()
    page.wait_for_url("**/admin/boards/post/?since=2000-01-01&until=2001-01-01")
    expect(page.get_by_label("검색기간")).to_have_value("custom")
    expect(numbers(page)).to_have_count(0)
    page.get_by_label("작성일 (시작)").fill("2030-01-01")
    page.get_by_role("button", name="검색", exact=True).click()
    expect(page.get_by_role("alert")).to_have_text("시작일이 종료일보다 늦습니다.")
    expect(page.get_by_label("작성일 (시작)")).to_have_value("2030-01-01")
    expect(page.get_by_label("작성일 (종료)")).to_have_value("2001-01-01")
    if javascript:
        assert inspection.serious(page) == []


def test_a_period_takes_the_place_of_dates_typed_before(open_page, superuser, posts):
    page = open_page(DESKTOP, member=superuser)
    page.goto("/admin/boards/post/")
    page.get_by_label("작성일 (시작)").fill("2001-01-01")
    expect(page.get_by_label("검색기간")).to_have_value("custom")
    page.get_by_label("검색기간").select_option("일간")
    page.wait_for_url("**/admin/boards/post/?period=day")


def test_two_factor_setup_leads_to_codes_that_can_be_copied(open_page, superuser):
    page = open_page(MOBILE, member=superuser)
    page.goto("/me/two-factor/?next=/admin/")
    page.get_by_role("button", name="이메일로 인증코드 받기").click()
    page.get_by_label("인증 코드").fill(make_enrolment_code(superuser))
    assert inspection.serious(page) == []
    page.get_by_role("button", name="확인").click()
    page.get_by_label("인증 코드").fill(code_of(two_factor.begin_enrolment(superuser)))
    page.get_by_role("button", name="등록하기").click()
    expect(page.locator("[data-recovery-codes] li")).to_have_count(10)
    expect(page.get_by_role("button", name="복사")).to_be_visible()
    assert inspection.serious(page) == []
    page.get_by_role("link", name="계속하기").click()
    expect(page.get_by_role("heading", name="오늘 할 일")).to_be_visible()
