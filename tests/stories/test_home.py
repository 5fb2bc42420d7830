"""The first page in a browser: banners that move by themselves, a popup that can be put away, comments rolling by."""

import re
from datetime import datetime, timedelta

import pytest
from playwright.sync_api import expect

from displays.models import Banner, Popup
from displays.services.counts import flush_counts
from tests import factories
from tests.browser import DESKTOP, MOBILE, until

NOON = datetime(2026, 11, 25, 12)  # noqa: DTZ001 - the browser's own time
TITLES = ["첫 배너", "둘째 배너", "셋째 배너"]


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def banners(admin_member):
    return [factories.banner(admin_member, title, target="/terms/") for title in TITLES]


@pytest.fixture
def popup(admin_member):
    return factories.popup(admin_member, target="/free/")


def moving(page):
    """Let `page` move as for most people, under a clock that the test turns."""
    page.emulate_media(reduced_motion="no-preference")
    page.clock.install(time=NOON)
    page.clock.pause_at(NOON + timedelta(seconds=1))
    page.goto("/")
    return page


def shown(page):
    """The title of the banner that can be pressed now."""
    return page.locator(".carousel-slide:not([inert]) img").get_attribute("alt")


def at_rest(page):
    """The banner that is in the frame once the strip has come to rest."""
    return page.evaluate(
        """() => {
            const track = document.querySelector("[data-track]");
            const place = track.scrollLeft / track.clientWidth;
            return Number.isInteger(Math.round(place * 100) / 100) ? Math.round(place) : place;
        }"""
    )


def test_carousel_moves_every_four_seconds_and_loops(open_page, banners):
    page = moving(open_page(DESKTOP))
    dots = page.locator(".carousel-dots button")
    for place in (0, 1, 2):
        page.clock.run_for(3400)
        assert (shown(page), at_rest(page)) == (TITLES[place], place)
        expect(dots.nth(place)).to_have_attribute("aria-current", "true")
        expect(page.locator(".carousel-dots [aria-current]")).to_have_count(1)
        page.clock.run_for(800)
        assert shown(page) == TITLES[(place + 1) % 3]
    page.clock.run_for(600)
    assert at_rest(page) == 0


def test_carousel_pauses_by_its_button_under_the_pointer_and_under_the_focus(open_page, banners):
    page = moving(open_page(DESKTOP))
    toggle = page.get_by_role("button", name="일시정지")
    expect(toggle).to_have_attribute("title", "일시정지")
    toggle.click()
    page.mouse.move(5, 5)
    expect(page.get_by_role("button", name="재생", exact=True)).to_have_attribute("title", "재생")
    expect(page.locator("[data-track]")).to_have_attribute("aria-live", "polite")
    page.clock.run_for(9000)
    assert shown(page) == TITLES[0]

    page.get_by_role("button", name="재생", exact=True).click()
    page.clock.run_for(9000)
    assert shown(page) == TITLES[0], "the pointer is still over it"
    page.mouse.move(5, 5)
    page.clock.run_for(4200)
    assert shown(page) == TITLES[1]

    page.get_by_role("button", name="이전 배너").focus()
    page.keyboard.press("Tab")
    page.clock.run_for(9000)
    assert shown(page) == TITLES[1], "the focus is inside"


def test_carousel_listens_to_buttons_dots_and_keys(open_page, banners):
    page = open_page(DESKTOP)
    page.goto("/")
    # No motion is wanted here: it stands still until it is told.
    expect(page.get_by_role("button", name="재생", exact=True)).to_be_visible()
    page.get_by_role("button", name="다음 배너").click()
    assert shown(page) == TITLES[1]
    page.get_by_role("button", name="이전 배너").click()
    page.get_by_role("button", name="이전 배너").click()
    assert shown(page) == TITLES[2]
    page.get_by_role("button", name="2번째 배너").click()
    assert (shown(page), at_rest(page)) == (TITLES[1], 1)

    link = page.locator(".carousel-slide:not([inert]) a")
    link.focus()
    page.keyboard.press("ArrowRight")
    assert shown(page) == TITLES[2]
    expect(page.locator(".carousel-slide:not([inert]) a")).to_be_focused()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowLeft")
    assert shown(page) == TITLES[2]
    page.keyboard.press("Space")
    expect(page.get_by_role("button", name="일시정지")).to_be_visible()


def test_banner_opens_its_address_in_another_tab_and_is_counted(open_page, banners):
    page = open_page(DESKTOP)
    page.goto("/")
    with page.context.expect_page() as opened:
        page.locator(".carousel-slide:not([inert]) a").click()
    expect(opened.value).to_have_url(re.compile("/terms/$"))
    assert opened.value.evaluate("window.opener") is None
    flush_counts()
    assert list(Banner.objects.order_by("order").values_list("clicks", flat=True)) == [1, 0, 0]


def test_carousel_on_a_phone_shows_the_other_picture_and_is_swiped(open_page, banners):
    page = open_page(MOBILE)
    page.goto("/")
    page.locator(".carousel").scroll_into_view_if_needed()
    picture = page.locator(".carousel-slide:not([inert]) img")
    page.wait_for_function("document.querySelector('.carousel-slide img').complete")
    assert picture.evaluate("image => image.currentSrc").endswith(banners[0].mobile_image.url)
    # A finger scrolls the strip natively.
    page.evaluate("const t = document.querySelector('[data-track]'); t.scrollTo({left: t.clientWidth})")
    expect(page.locator(".carousel-slide").nth(1)).not_to_have_attribute("inert", "")
    expect(page.locator(".carousel-dots button").nth(1)).to_have_attribute("aria-current", "true")


def test_carousel_without_scripts_is_a_strip(open_page, banners):
    page = open_page(MOBILE, javascript=False)
    page.goto("/")
    expect(page.locator(".carousel-controls")).to_be_hidden()
    assert page.locator(".carousel-slide a").count() == len(TITLES)
    page.locator(".carousel-slide a").nth(2).scroll_into_view_if_needed()
    expect(page.locator(".carousel-slide a").nth(2)).to_be_in_viewport()


def test_popup_is_closed_and_comes_back_with_the_next_page(either_width, popup):
    page = either_width
    card = page.locator("[data-popup]")
    for close in (
        lambda: page.get_by_role("button", name="닫기", exact=True).click(),
        lambda: card.locator("summary").click(),
        lambda: page.keyboard.press("Escape"),
    ):
        page.goto("/")
        expect(page.get_by_role("heading", name="📢 새 기능 안내")).to_be_visible()
        close()
        expect(card).to_have_count(0)


def test_popups_come_one_after_the_other(open_page, popup, admin_member):
    factories.popup(admin_member, title="둘째 안내", position=Popup.Position.CENTER)
    page = open_page(DESKTOP)
    page.goto("/")
    expect(page.locator("[data-popup]")).to_have_count(2)
    expect(page.locator("[data-popup]:visible")).to_have_count(1)
    page.locator("[data-popup]:visible summary").click()
    expect(page.locator("[data-popup]:visible")).to_have_count(1)
    heading, card = page.locator("h1").bounding_box(), page.locator("[data-popup]:visible").bounding_box()
    assert card["y"] >= heading["y"] + heading["height"]


def test_popup_stays_away_for_a_day(open_page, popup, admin_member):
    page = open_page(DESKTOP)
    page.clock.install()
    page.goto("/")
    page.get_by_role("button", name="24시간 동안 다시 보지 않기").click()
    page.reload()
    expect(page.locator("[data-popup]")).to_have_count(0)
    page.clock.fast_forward("23:59:00")
    page.reload()
    expect(page.locator("[data-popup]")).to_have_count(0)
    page.clock.fast_forward("01:30")
    page.reload()
    expect(page.locator("[data-popup]")).to_be_visible()


def test_popup_stands_in_its_corner_and_leaves_room(open_page, popup):
    page = open_page(DESKTOP)
    page.goto("/")
    box = page.locator("[data-popup]").bounding_box()
    assert box["width"] == 350
    assert box["x"] + box["width"] == pytest.approx(1420, abs=1)
    assert box["y"] + box["height"] == pytest.approx(880, abs=1)
    page.set_viewport_size({"width": 320, "height": 640})
    box = page.locator("[data-popup]").bounding_box()
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= 320
    assert box["height"] <= 640 * 0.6
    # It takes no focus, and the page behind it stays usable.
    assert page.evaluate("document.activeElement === document.body")


def test_popup_closes_by_itself_unless_somebody_is_with_it(open_page, admin_member):
    factories.popup(admin_member, closes_after=10, can_be_hidden=False)
    page = moving(open_page(DESKTOP))
    card = page.locator("[data-popup]")
    expect(card).to_contain_text("10초 뒤에 닫힙니다.")
    expect(page.get_by_role("button", name="24시간 동안 다시 보지 않기")).to_have_count(0)
    page.clock.run_for(9000)
    card.hover()
    page.clock.run_for(20_000)
    page.mouse.move(5, 5)
    card.get_by_role("button", name="닫기", exact=True).focus()
    page.clock.run_for(20_000)
    expect(card).to_be_visible()
    page.evaluate("document.activeElement.blur()")
    page.clock.run_for(800)
    expect(card).to_be_visible()
    page.clock.run_for(400)
    expect(card).to_have_count(0)


def test_what_is_seen_clicked_and_closed_is_counted_once(open_page, banners, admin_member, settings):
    settings.PAGE_CACHE_SECONDS = 60
    factories.popup(admin_member, target="/free/")
    Banner.objects.filter(pk=banners[2].pk).update(on_mobile=False)
    page = open_page(MOBILE)
    for _ in range(2):
        with page.expect_response("**/displays/events/"):
            page.goto("/")
        with page.expect_response("**/displays/events/"):
            page.locator("[data-popup] summary").click()
            page.locator(".carousel").scroll_into_view_if_needed()
        # The third banner is for wide screens: two dots remain.
        expect(page.locator(".carousel-dots button:visible")).to_have_count(2)
        with page.expect_response("**/displays/events/"):
            page.get_by_role("button", name="다음 배너").click()
        page.reload()
        page.get_by_role("link", name="자세히 보기").click()
        expect(page).to_have_url(re.compile("/free/$"))

    def is_told():
        flush_counts()
        return Popup.objects.get().clicks

    # What was told while leaving may arrive after the next page.
    until(page, is_told)
    popup = Popup.objects.get()
    assert (popup.views, popup.clicks, popup.closes) == (1, 1, 1)
    assert list(Banner.objects.values_list("impressions", flat=True)) == [1, 1, 0]


def test_popup_and_an_open_menu_close_one_after_the_other(open_page, popup):
    page = open_page(MOBILE)
    page.goto("/")
    page.locator(".site-menu > summary").click()
    page.keyboard.press("Escape")
    expect(page.locator(".site-menu")).not_to_have_attribute("open", "")
    expect(page.locator("[data-popup]")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator("[data-popup]")).to_have_count(0)


def test_popup_without_scripts_closes(open_page, popup):
    page = open_page(DESKTOP, javascript=False)
    page.goto("/")
    expect(page.locator("[data-popup]")).to_be_visible()
    expect(page.get_by_role("button", name="24시간 동안 다시 보지 않기")).to_be_hidden()
    page.locator("[data-popup] summary").click()
    expect(page.locator("[data-popup]")).to_be_hidden()


def test_rolling_comments_move_rest_and_lead_to_their_post(open_page, citizen, reader):
    post = factories.post(citizen)
    for number in (1, 2):
        factories.comment(post, reader, text=f"{number}번째 댓글")
    page = moving(open_page(DESKTOP))
    place = "document.querySelector('[data-rolling] ol').scrollTop"
    page.evaluate("document.querySelector('[data-rolling] ol').style.scrollBehavior = 'auto'")
    page.clock.run_for(2600)
    assert page.evaluate(place) == 42
    page.clock.run_for(2600)
    assert page.evaluate(place) == 0, "it begins again"
    page.locator("[data-rolling]").hover()
    page.clock.run_for(6000)
    assert page.evaluate(place) == 0
    page.get_by_role("link", name="2번째 댓글").click()
    expect(page).to_have_url(re.compile(post.get_absolute_url()))
    expect(page.get_by_text("2번째 댓글")).to_be_in_viewport()


def test_hot_poll_leads_to_the_poll(either_width, admin_member):
    poll = factories.poll(admin_member, "감자", "고구마", "옥수수", "라면")
    page = either_width
    for name in ("지금 투표하기", "+ 더 많은 항목 보기"):
        page.goto("/")
        page.get_by_role("link", name=name).click()
        expect(page).to_have_url(re.compile(poll.get_absolute_url()))


@pytest.mark.parametrize(
    ("width", "columns", "beside"), [(1440, 3, True), (1200, 3, True), (820, 2, True), (768, 1, False), (390, 1, False)]
)
def test_home_columns(open_page, citizen, admin_member, banners, width, columns, beside):
    for number in range(3):
        factories.post(citizen, title=f"인기글 {number}")
    factories.poll(admin_member)
    page = open_page({"viewport": {"width": width, "height": 900}})
    page.goto("/")
    lefts = {round(box["x"]) for box in (card.bounding_box() for card in page.locator(".post-card").all())}
    assert len(lefts) == columns
    poll, carousel = page.locator(".hot-poll").bounding_box(), page.locator(".carousel").bounding_box()
    assert (poll["y"] == carousel["y"]) is beside
    if beside:
        assert poll["width"] / carousel["width"] == pytest.approx(2, abs=0.1)
        assert poll["height"] == carousel["height"]


def test_go_top_appears_and_leads_up(either_width, citizen):
    page = either_width
    for number in range(3):
        factories.post(citizen, title=f"인기글 {number}", body="<p>길고 긴 글입니다. 여러 줄로 이어집니다.</p>")
    page.set_viewport_size({"width": page.viewport_size["width"], "height": 400})
    page.goto("/")
    arrow = page.locator("[data-go-top]")
    expect(arrow).to_be_hidden()
    page.evaluate("scrollTo(0, 201)")
    expect(arrow).to_be_visible()
    assert [arrow.bounding_box()[side] for side in ("width", "height")] == [50, 50]
    arrow.click()
    page.wait_for_function("scrollY === 0")
    expect(arrow).to_be_hidden()


def test_hero_shows_the_slogan_over_the_mascot(either_width):
    page = either_width
    page.goto("/")
    hero = page.locator(".hero")
    slogan = hero.get_by_role("heading", level=1, name="쉽고 빠르게, 정치와 소통하다!")
    mascot = hero.get_by_role("img").first
    expect(slogan).to_be_visible()
    expect(mascot).to_be_visible()
    assert slogan.bounding_box()["y"] < mascot.bounding_box()["y"] + mascot.bounding_box()["height"] / 2
    assert "gradient" in hero.evaluate("hero => getComputedStyle(hero).backgroundImage")
