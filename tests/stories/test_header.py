"""Header and footer in a browser: the way around the site, signed out and in, on wide screens and on phones."""

from playwright.sync_api import expect

from tests import factories
from tests.browser import DESKTOP

SECTIONS = [("자유게시판", "/free/"), ("정치인게시판", "/voice/"), ("투표", "/polls/"), ("정치인", "/politicians/")]
FOOTER = [
    ("공지사항", "/notices/"),
    ("불편/제안 접수", "/suggestions/"),
    ("개인정보 처리방침", "/privacy/"),
    ("이용약관", "/terms/"),
    ("모든 정책", "/policies/"),
    ("운영 조치 기록", "/moderation-log/"),
    ("API", "/api/docs"),
]
INK, UNDERLINE = "rgb(0, 0, 0)", "matrix(1, 0, 0, 1, 0, 0)"


def nav(page):
    return page.get_by_role("navigation", name="주 메뉴")


def underline(link):
    return link.evaluate("link => getComputedStyle(link, '::after').transform")


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
