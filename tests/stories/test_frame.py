"""The frame around every page as people meet it: logo, sections, account, the menu of phones, footer, messages."""

import re
from itertools import pairwise

import pytest
from playwright.sync_api import expect

from tests import factories
from tests.browser import DESKTOP, MOBILE, until

EVERYWHERE = ["/free/", "/voice/", "/politicians/", "/terms/", "{post}", "/no/such/page/"]
UNDERLINE = "link => getComputedStyle(link, '::after').transform"
WHOLE, NONE = "matrix(1, 0, 0, 1, 0, 0)", "matrix(0, 0, 0, 1, 0, 0)"


@pytest.fixture
def post(citizen):
    return factories.post(citizen)


def section(page, name):
    return page.get_by_role("navigation", name="주 메뉴").get_by_role("link", name=name, exact=True)


def test_frame_logo_leads_home_from_everywhere(either_width, post, complaints):
    complaints.allow("status of 404")
    for address in EVERYWHERE:
        either_width.goto(address.format(post=post.get_absolute_url()))
        either_width.get_by_role("link", name="정치방망이", exact=True).click()
        expect(either_width).to_have_url(re.compile(r"^https?://[^/]+/$"))


@pytest.mark.parametrize(("address", "name"), [("/free/", "자유게시판"), ("/voice/", "정치인게시판")])
def test_frame_underlines_the_section_and_what_is_pointed_at(desktop, address, name):
    desktop.goto(address)
    other = {"자유게시판": "정치인게시판", "정치인게시판": "자유게시판"}[name]
    expect(section(desktop, name)).to_have_attribute("aria-current", "page")
    expect(section(desktop, name)).to_have_css("color", "rgb(0, 0, 0)")
    assert section(desktop, name).evaluate(UNDERLINE) == WHOLE
    assert section(desktop, name).evaluate("link => getComputedStyle(link, '::after').height") == "3px"
    assert section(desktop, other).evaluate(UNDERLINE) == NONE
    section(desktop, other).hover()
    until(desktop, lambda: section(desktop, other).evaluate(UNDERLINE) == WHOLE)


def test_frame_underline_grows_in_a_third_of_a_second(browser, live_server, db):
    page = browser.new_page(reduced_motion="no-preference")
    page.goto(f"{live_server.url}/free/")
    assert section(page, "정치인게시판").evaluate("a => getComputedStyle(a, '::after').transitionDuration") == "0.3s"
    page.close()


def test_frame_header_stays_and_covers_nothing(either_width, post):
    header = either_width.locator(".site-header")
    either_width.goto(post.get_absolute_url())
    height = header.bounding_box()["height"]
    assert height == (81 if either_width.viewport_size["width"] == 1440 else 128)
    assert either_width.locator("main h1").bounding_box()["y"] >= height
    either_width.mouse.wheel(0, 400)
    either_width.wait_for_function("() => window.scrollY > 0")
    assert header.bounding_box()["y"] == 0


def test_frame_tells_the_truth_about_who_is_signed_in(open_page, citizen, post):
    visitor, member = open_page(), open_page(member=citizen)
    for address in ("/", "/free/", "/voice/", "/politicians/", "/terms/", post.get_absolute_url()):
        visitor.goto(address)
        pill = visitor.locator(".site-account").get_by_role("link", name="로그인/회원가입")
        expect(pill).to_be_visible()
        expect(pill).to_have_css("background-color", "rgb(0, 0, 0)")
        expect(visitor.get_by_role("button", name="로그아웃")).to_have_count(0)
        member.goto(address)
        account = member.locator(".site-account")
        expect(account.get_by_title("마이페이지")).to_have_attribute("href", "/me/")
        expect(account.get_by_role("button", name="로그아웃")).to_be_visible()
        expect(member.get_by_role("link", name="로그인/회원가입")).to_have_count(0)
    visitor.goto("/signup/")
    visitor.locator(".site-account").get_by_role("link", name="로그인/회원가입").click()
    expect(visitor).to_have_url(re.compile("/login/"))


def test_frame_logout_asks_first(either_width, open_page, citizen):
    size = DESKTOP if either_width.viewport_size["width"] == 1440 else MOBILE
    page = open_page(size, member=citizen)
    page.goto("/free/")

    def press():
        if size is MOBILE:
            page.get_by_label("내 메뉴").click()
        page.get_by_role("button", name="로그아웃").locator("visible=true").click()

    press()
    question = page.get_by_role("dialog")
    expect(question).to_contain_text("로그아웃 하시겠습니까?")
    question.get_by_role("button", name="취소").click()
    page.reload()
    expect(page.locator("form[action='/logout/']").first).to_be_attached()
    press()
    question.get_by_role("button", name="확인").click()
    expect(page).to_have_url(re.compile(r"^https?://[^/]+/$"))
    expect(page.locator("a[href^='/login/']").first).to_be_attached()


def test_frame_of_phones_has_two_rows_and_a_menu(open_page, citizen):
    page = open_page(MOBILE)
    page.goto("/")
    assert page.locator(".site-logo .logo-light").bounding_box()["width"] == 120
    expect(page.locator(".site-account")).to_be_hidden()
    row = page.locator(".site-logo").bounding_box()
    assert page.locator(".site-nav").bounding_box()["y"] >= row["y"] + row["height"] - 10
    page.get_by_label("메뉴", exact=True).click()
    expect(page.locator(".menu-items").get_by_role("link", name="로그인/회원가입")).to_be_visible()

    member = open_page(MOBILE, member=citizen)
    member.goto("/")
    member.get_by_label("내 메뉴").click()
    items = member.locator(".site-menu .menu-items")
    expect(items).to_contain_text(citizen.nickname)
    expect(items).to_contain_text("일반회원")
    expect(items.get_by_role("link", name="마이페이지")).to_have_attribute("href", "/me/")
    expect(items.get_by_role("button", name="로그아웃")).to_be_visible()


@pytest.mark.parametrize("address", ["/", "/free/"])
def test_frame_menu_of_phones_closes_in_three_ways(open_page, citizen, address):
    page = open_page(MOBILE, member=citizen)
    page.goto(address)
    opener, items = page.get_by_label("내 메뉴"), page.locator(".site-menu .menu-items")
    for close in (opener.click, lambda: page.touchscreen.tap(60, 700), lambda: page.keyboard.press("Escape")):
        opener.click()
        expect(items).to_be_visible()
        close()
        expect(items).to_be_hidden()


def test_frame_footer_says_who_we_are(either_width, open_page, citizen):
    for page in (either_width, open_page(member=citizen)):
        for address in ("/", "/me/", "/login/" if page is either_width else "/me/notifications/"):
            if address == "/me/" and page is either_width:
                continue
            page.goto(address)
            footer = page.get_by_role("contentinfo")
            for words in ("폴리벳", "hello@polibat.com", "© 2025 polibat. All Rights Reserved."):
                expect(footer).to_contain_text(words)
            expect(footer.get_by_role("link", name="이용약관")).to_have_attribute("href", "/terms/")
            expect(footer.get_by_role("link", name="개인정보 처리방침")).to_have_attribute("href", "/privacy/")


def test_frame_footer_links_stand_below_each_other_on_phones(mobile):
    mobile.goto("/free/")
    boxes = [link.bounding_box() for link in mobile.locator(".site-links a").all()]
    assert len(boxes) >= 2
    assert all(upper["y"] + upper["height"] <= lower["y"] + 1 for upper, lower in pairwise(boxes))


def test_frame_content_is_centred_and_keeps_a_gutter(desktop, mobile):
    desktop.goto("/free/")
    box = desktop.locator("main .container").first.bounding_box()
    assert box["width"] <= 1240
    assert abs(box["x"] + box["width"] / 2 - 720) <= 8
    assert desktop.locator("main .box").first.bounding_box()["width"] <= 1200
    mobile.goto("/free/")
    box = mobile.locator("main .box").first.bounding_box()
    assert (box["x"], box["width"]) == (16, 390 - 32)


def test_frame_brings_its_own_fonts(desktop):
    desktop.goto("/free/")
    loaded = desktop.evaluate(
        "() => document.fonts.ready.then((fonts) => [...fonts].filter((font) => font.status === 'loaded')"
        ".map((font) => `${font.family.replaceAll('\"', '')} ${font.weight}`))"
    )
    assert {"PoliBAT Text 400", "PoliBAT Text 700"} <= set(loaded)
    assert any(font.startswith("PoliBAT Nav") for font in loaded)
    expect(section(desktop, "자유게시판")).to_have_css("font-family", re.compile("^.?PoliBAT Nav"))
    expect(desktop.locator("body")).to_have_css("font-weight", "400")
    expect(desktop.locator("main h1")).to_have_css("font-weight", "700")


def test_frame_messages_stand_at_the_top_right(open_page, citizen):
    page = open_page(member=citizen)
    page.clock.install()
    page.goto("/me/notification-settings/")
    page.get_by_role("button", name="알림 설정 저장").click()
    toast = page.locator(".toast")
    expect(toast).to_have_text(re.compile("알림 설정이 저장되었습니다."))
    box = toast.bounding_box()
    assert box["x"] + box["width"] > 1380
    assert box["y"] < 200
    page.clock.run_for(5100)
    page.mouse.move(10, 800)
    page.clock.run_for(5100)
    expect(toast).to_have_count(0)
