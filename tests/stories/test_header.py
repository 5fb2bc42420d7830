"""Header and footer in a browser: the way around the site, signed out and in, on wide screens and on phones."""

import re

import pytest
from playwright.sync_api import expect

from tests import factories
from tests.browser import DESKTOP, MOBILE

SECTIONS = [("자유게시판", "/free/"), ("정치인게시판", "/voice/"), ("투표", "/polls/"), ("정치인", "/politicians/")]
FOOTER = [
    ("공지사항", "/notices/"),
    ("불편/제안 접수", "/suggestions/"),
    ("개인정보 처리방침", "/privacy/"),
    ("이용약관", "/terms/"),
]
INK, UNDERLINE = "rgb(0, 0, 0)", "matrix(1, 0, 0, 1, 0, 0)"


def nav(page):
    return page.get_by_role("navigation", name="주 메뉴")


def underline(link):
    return link.evaluate("link => getComputedStyle(link, '::after').transform")


def test_logo_leads_home_from_every_section(either_width):
    page = either_width
    for _, address in (*SECTIONS, *FOOTER, ("", "/login/")):
        page.goto(address)
        expect(page.get_by_role("link", name="정치방망이", exact=True)).to_have_attribute("href", "/")


def test_nav_names_the_sections_in_order_and_marks_the_one_that_is_open(either_width, citizen, admin_member):
    page = either_width
    page.goto("/")
    links = nav(page).get_by_role("link")
    assert [(link.inner_text(), link.get_attribute("href")) for link in links.all()] == SECTIONS
    expect(nav(page).locator("[aria-current]")).to_have_count(0)
    post, poll = factories.post(citizen), factories.poll(admin_member)
    for address, name in (
        ("/free/", "자유게시판"),
        (post.get_absolute_url(), "자유게시판"),
        ("/voice/?q=버스", "정치인게시판"),
        (poll.get_absolute_url(), "투표"),
    ):
        page.goto(address)
        current = nav(page).locator("[aria-current]")
        expect(current).to_have_text(name)
        expect(current).to_have_css("color", INK)
        assert underline(current) == UNDERLINE


def test_nav_underline_grows_under_the_pointer(desktop):
    desktop.goto("/")
    link = nav(desktop).get_by_role("link", name="자유게시판")
    assert underline(link) != UNDERLINE
    link.hover()
    desktop.wait_for_function(
        "link => getComputedStyle(link, '::after').transform === 'matrix(1, 0, 0, 1, 0, 0)'", arg=link.element_handle()
    )
    assert link.evaluate("link => getComputedStyle(link, '::after').height") == "3px"
    desktop.emulate_media(reduced_motion="no-preference")
    assert link.evaluate("link => getComputedStyle(link, '::after').transitionDuration") == "0.3s"


@pytest.mark.parametrize(("size", "height"), [(DESKTOP, 81), (MOBILE, 128)], ids=["desktop", "mobile"])
def test_header_stays_on_top_and_covers_nothing(open_page, citizen, size, height):
    page = open_page(size)
    page.goto("/terms/")
    header, main = page.locator(".site-header"), page.locator("main")
    assert header.bounding_box()["height"] == height
    assert main.bounding_box()["y"] == height
    page.set_viewport_size({"width": size["viewport"]["width"], "height": 300})
    page.evaluate("scrollTo(0, 200)")
    page.wait_for_function("scrollY > 0")
    assert header.bounding_box()["y"] == 0


def test_header_of_a_visitor_leads_to_log_in_and_back(desktop):
    desktop.goto("/voice/")
    door = desktop.get_by_role("link", name="로그인/회원가입")
    expect(door).to_have_css("background-color", INK)
    door.click()
    expect(desktop).to_have_url(re.compile(r"/login/\?next=%2Fvoice%2F$"))


def test_header_of_a_member_is_true_on_every_page_and_logs_out_after_asking(open_page, citizen):
    page = open_page(DESKTOP, member=citizen)
    for address in ("/", "/suggestions/", "/signup/", "/terms/"):
        page.goto(address)
        expect(page.get_by_role("link", name="로그인/회원가입")).to_have_count(0)
        expect(page.locator('.site-account a[title="마이페이지"]')).to_be_visible()
    page.locator('.site-account a[title="마이페이지"]').click()
    expect(page).to_have_url(re.compile("/me/"))
    question = page.get_by_role("dialog", name="확인")
    page.get_by_role("button", name="로그아웃").first.click()
    expect(question).to_contain_text("로그아웃 하시겠습니까?")
    question.get_by_role("button", name="취소").click()
    expect(page.locator(".site-logout")).to_be_visible()
    page.locator(".site-logout").click()
    question.get_by_role("button", name="확인").click()
    expect(page.get_by_role("link", name="로그인/회원가입")).to_be_visible()
    assert page.url.endswith("/")


def test_mobile_header_has_two_rows_and_a_menu(open_page, citizen):
    page = open_page(MOBILE)
    page.goto("/")
    logo = page.locator(".site-logo img:visible").bounding_box()
    button = page.locator(".site-menu summary").bounding_box()
    assert abs(logo["y"] + logo["height"] / 2 - button["y"] - button["height"] / 2) < 20
    assert nav(page).bounding_box()["y"] >= button["y"] + button["height"]
    expect(page.locator(".site-account")).to_be_hidden()
    page.locator(".site-menu summary").click()
    expect(page.locator(".site-menu").get_by_role("link", name="로그인/회원가입")).to_be_visible()

    page = open_page(MOBILE, member=citizen)
    page.goto("/")
    page.locator(".site-menu summary").click()
    items = page.locator(".site-menu .menu-items")
    for words in (citizen.nickname, "일반회원", "마이페이지", "로그아웃"):
        expect(items).to_contain_text(words)


def test_mobile_menu_closes_by_tap_outside_and_escape(open_page, admin_member):
    factories.popup(admin_member)
    page = open_page(MOBILE)
    page.goto("/")
    menu, items = page.locator(".site-menu > summary"), page.locator(".site-menu .menu-items")
    for close in (
        menu.tap,
        lambda: page.touchscreen.tap(60, 250),
        lambda: page.keyboard.press("Escape"),
    ):
        menu.tap()
        expect(items).to_be_visible()
        close()
        expect(items).to_be_hidden()


def test_footer_leads_to_its_pages_and_says_who_runs_the_site(either_width, citizen):
    page = either_width
    page.goto("/")
    footer = page.get_by_role("contentinfo")
    links = footer.get_by_role("navigation").get_by_role("link")
    assert [(link.inner_text(), link.get_attribute("href")) for link in links.all()] == FOOTER
    for words in ("폴리벳", "hello@polibat.com", "© 2025 polibat. All Rights Reserved."):
        expect(footer).to_contain_text(words)
    tops = {box["y"] for box in (link.bounding_box() for link in links.all())}
    assert len(tops) == (1 if page.viewport_size["width"] == DESKTOP["viewport"]["width"] else len(FOOTER))


def test_frame_is_1200_wide_with_a_gutter_and_its_own_letters(open_page):
    page = open_page(DESKTOP)
    page.goto("/free/")
    assert page.locator("main .container").first.bounding_box()["width"] == 1200
    page.wait_for_function("document.fonts.status === 'loaded'")
    assert page.evaluate("document.fonts.check('24px \"PoliBAT Nav\"', '자유게시판')")
    assert page.evaluate("document.fonts.check('bold 16px Pretendard', '정치방망이')")
    page = open_page(MOBILE)
    page.goto("/free/")
    assert page.locator("main .container").first.evaluate("box => getComputedStyle(box).paddingLeft") == "16px"
