"""Voting as people do it: at both widths, by keyboard, without scripts, twice by mistake, and while others watch."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from polibat.text.dates import end_words
from polls.models import Ballot, Poll
from polls.services import cast_ballot, close_poll
from tests import factories
from tests.browser import DESKTOP, MOBILE
from tests.stories import inspection

DURATION = """
    Math.max(...document.getAnimations()
        .filter((animation) => animation.animationName?.startsWith("bat-"))
        .map((animation) => animation.effect.getTiming().duration))
"""
# Stands in for the small window, so that nobody else's server is asked.
WINDOW = """
    window.open = (...asked) => {
        window.asked = asked;
        return { set location(address) { window.went = address } };
    }
"""
AXE = inspection.VIOLATIONS | {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]}


@pytest.fixture
def poll(transactional_db, admin_member):
    return factories.poll(admin_member, "감자", "고구마", "옥수수")


def assert_accessible(page):
    assert inspection.violations(page, AXE) == []


def assert_fits(page):
    assert page.evaluate("document.documentElement.scrollWidth") <= page.viewport_size["width"]


@pytest.mark.parametrize("size", [DESKTOP, MOBILE], ids=["desktop", "mobile"])
def test_citizen_votes(open_page, size, poll, citizen, complaints):
    complaints.allow("status of 422")
    page = open_page(size, member=citizen)
    page.goto("/polls/")
    page.get_by_role("link", name=poll.post.title).click()
    button = page.locator("#poll-button")
    expect(button).to_have_text("항목을 선택해주세요")
    expect(page.locator("[data-votes]")).to_have_count(0)

    button.click()
    expect(page.get_by_role("alert")).to_have_text("최소 하나의 항목을 선택해주세요!")
    page.get_by_text("감자", exact=True).click()
    expect(button).to_have_text("선택한 항목에 투표하기")
    page.get_by_text("옥수수", exact=True).click()
    expect(button).to_have_text("2개 항목에 투표하기")
    page.get_by_text("옥수수", exact=True).click()
    expect(button).to_have_text("선택한 항목에 투표하기")
    button.click()

    expect(page.locator("#poll-ballot .poll-message")).to_have_text('"감자"에 투표해주셔서 감사합니다! 🎉')
    expect(page.locator("#poll-news")).to_contain_text("감사합니다")
    expect(button).to_have_text("투표 완료")
    expect(page.locator("[data-mine]")).to_contain_text("감자")
    expect(page.locator(".poll-figures").first).to_contain_text("1표")
    expect(page.locator(".poll-figures").first).to_contain_text("100.0%")
    # It was the motion alone that was asked not to be.
    expect(page.locator(".bat-swing")).to_be_hidden()
    expect(page.locator("#poll-ballot .poll-message")).to_have_count(0)
    assert_accessible(page)
    assert_fits(page)

    page.reload()
    expect(button).to_have_text("투표 완료")
    assert Ballot.objects.get().member == citizen


@pytest.mark.parametrize("size", [DESKTOP, MOBILE], ids=["desktop", "mobile"])
def test_citizen_votes_without_scripts(open_page, size, poll, citizen):
    page = open_page(size, member=citizen, javascript=False)
    page.goto(poll.get_absolute_url())
    page.get_by_role("checkbox", name="감자").check()
    page.get_by_role("checkbox", name="고구마").check()
    page.get_by_role("button", name="선택한 항목에 투표하기").click()
    expect(page.locator(".poll-message")).to_have_text("2개 항목에 투표해주셔서 감사합니다! 🎉 (감자, 고구마)")
    expect(page.locator("#poll-button")).to_have_text("투표 완료")
    page.go_back()
    expect(page.locator("#poll-button")).to_have_text("투표 완료")
    assert Ballot.objects.count() == 1


def test_citizen_votes_by_keyboard(open_page, admin_member, citizen, transactional_db):
    single = factories.poll(admin_member, "짜장면", "짬뽕", allows_multiple=False)
    page = open_page(member=citizen)
    page.goto(single.get_absolute_url())
    page.get_by_role("radio", name="짜장면").focus()
    page.keyboard.press("Space")
    page.keyboard.press("ArrowDown")
    expect(page.get_by_role("radio", name="짬뽕")).to_be_checked()
    page.keyboard.press("Tab")
    expect(page.locator("#poll-button")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("[data-mine]")).to_contain_text("짬뽕")
    expect(page.locator("#poll-button")).to_be_focused()


def test_the_bat_swings_for_who_likes_motion(open_page, poll, citizen):
    page = open_page(member=citizen)
    page.emulate_media(reduced_motion="no-preference")
    page.goto(poll.get_absolute_url())
    page.get_by_text("감자", exact=True).click()
    page.locator("#poll-button").click()
    expect(page.locator(".bat-swing")).to_be_visible()
    # The ballot is in while it swings, and it is gone within a second.
    assert Ballot.objects.count() == 1
    longest = page.evaluate(DURATION)
    assert 0 < longest <= 1000
    expect(page.locator(".bat-swing")).to_be_hidden()


@pytest.mark.parametrize("size", [DESKTOP, MOBILE], ids=["desktop", "mobile"])
def test_visitor_reads_and_is_led_to_log_in_and_back(open_page, size, poll):
    page = open_page(size)
    page.goto(poll.get_absolute_url())
    expect(page.get_by_role("checkbox")).to_have_count(0)
    expect(page.locator("[data-votes]")).to_have_count(0)
    assert_accessible(page)
    assert_fits(page)
    page.get_by_role("link", name="로그인하기").first.click()
    expect(page).to_have_url(re.compile(f"/login/\\?next=%2Fpolls%2F{poll.post.public_id}%2F%23poll-ballot$"))


def test_who_watches_sees_numbers_move_and_the_end_come(
    open_page, poll, citizen, reader, politician_member, admin_member
):
    options = [option.pk for option in poll.options.all()]
    cast_ballot(poll, options=options[:1], by=citizen)
    voter, visitor = open_page(member=citizen), open_page()
    for page in (voter, visitor):
        page.clock.install()
        page.goto(poll.get_absolute_url())
        expect(page.locator("[data-voters]")).to_have_text("1")
    cast_ballot(poll, options=options[1:2], by=reader)
    for page in (voter, visitor):
        page.clock.run_for(5_000)
    expect(voter.locator(f'[data-percent="{options[0]}"]')).to_have_text("50.0")
    expect(voter.locator(f'[data-votes="{options[1]}"]')).to_have_text("1")
    expect(voter.locator(f'[data-bar="{options[1]}"]')).to_have_attribute("width", "50.0%")
    expect(voter.locator("[data-voters]")).to_have_text("2")

    close_poll(Poll.objects.get(pk=poll.pk), by=admin_member, reason="끝났습니다.")
    voter.clock.run_for(6_000)
    voter.get_by_text("투표 상태가 바뀌었습니다.").click()
    expect(voter.get_by_text("종료된 투표입니다. 결과를 확인해보세요!")).to_be_visible()


@pytest.mark.parametrize("size", [DESKTOP, MOBILE], ids=["desktop", "mobile"])
def test_poll_list_shows_more(open_page, size, admin_member, transactional_db):
    for number in range(9):
        factories.poll(admin_member, title=f"{number + 1}번 투표입니다")
    page = open_page(size)
    page.goto("/polls/")
    cards, more = page.locator(".poll-card"), page.get_by_role("link", name="더보기")
    expect(cards).to_have_count(5)
    assert_accessible(page)
    assert_fits(page)
    more.click()
    expect(cards).to_have_count(8)
    more.click()
    expect(cards).to_have_count(9)
    expect(more).to_have_count(0)
    if size is DESKTOP:
        cards.first.hover()
        expect(cards.first.locator(".poll-overlay")).to_have_css("opacity", "1")
    else:
        box = cards.first.locator("img").bounding_box()
        assert round(box["width"] / box["height"], 1) == 1.8
    expect(cards.first.locator(".poll-overlay")).to_contain_text("투표중")


def test_poll_is_shared(open_page, poll, complaints):
    page = open_page()
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.goto(poll.get_absolute_url())
    page.get_by_role("button", name="링크 복사").click()
    expect(page.get_by_text("링크가 복사되었습니다!", exact=True)).to_be_visible()
    assert page.evaluate("navigator.clipboard.readText()") == page.url
    page.get_by_role("button", name="카카오톡").click()
    expect(page.get_by_text("카카오톡 대화창에 붙여 넣어 주세요.")).to_be_visible()
    page.evaluate(WINDOW)
    page.get_by_role("link", name="Facebook").click()
    assert page.evaluate("window.asked[2]") == "width=600,height=400"
    assert page.evaluate("window.went").startswith("https://www.facebook.com/sharer/sharer.php?u=http")


def test_the_time_left_follows_the_clock_and_the_end_is_seouls_in_a_browser_anywhere(open_page, poll):
    # The end of a day in Seoul.
    ends = timezone.localtime() + timedelta(days=3)
    poll.ends_at = ends.replace(hour=0, minute=0, second=0, microsecond=0)
    Poll.objects.filter(pk=poll.pk).update(ends_at=poll.ends_at)
    page = open_page(DESKTOP | {"timezone_id": "America/New_York"})
    page.clock.install(time=poll.ends_at - timedelta(days=2, seconds=-30))
    page.goto(poll.get_absolute_url())
    strip = page.locator(".poll-strip")
    expect(strip).to_contain_text(f"~ {end_words(poll.ends_at, day='%Y.%m.%d')}")
    expect(strip).to_contain_text("24:00")
    expect(strip).to_contain_text("(1일 23시간 59분 남음, 한국 시간)")
    page.clock.fast_forward("46:59:00")
    expect(strip).to_contain_text("(1시간 남음, 한국 시간)")
    page.clock.fast_forward("01:00:00")
    expect(strip).to_contain_text("(1분 미만 남음, 한국 시간)")
    page.clock.fast_forward("01:00")
    expect(strip).to_contain_text("(마감, 한국 시간)")
