"""The reader's colours, and paper; that dark pages are accessible stands in test_pages.py."""

import pytest
from playwright.sync_api import expect

from boards.models import Board
from tests import factories
from tests.browser import DESKTOP

LIGHT, DARK = "rgb(255, 255, 255)", "rgb(21, 24, 28)"


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def addresses(citizen, reader, politician, politician_member, admin_member):
    """A site with something on every page."""
    free = factories.post(citizen, body="<h2>제안</h2><p>배차를 <a href='https://example.org/'>늘려</a> 주세요.</p>")
    comment = factories.comment(free, reader)
    factories.comment(free, citizen, parent=comment, text="동감합니다.")
    voice = factories.post(politician_member, board=Board.POLITICIAN, title="간담회를 엽니다")
    factories.comment(voice, citizen)
    poll = factories.poll(admin_member)
    factories.banner(admin_member)
    factories.banner(admin_member, "둘째 배너")
    factories.popup(admin_member)
    return {
        "free": free.get_absolute_url(),
        "voice": voice.get_absolute_url(),
        "poll": poll.get_absolute_url(),
        "politician": politician.get_absolute_url(),
    }


def expect_colour(page, colour):
    """Wait until the page has `colour`."""
    expect(page.locator("body")).to_have_css("background-color", colour)


def choose(page, words):
    page.get_by_role("group", name="화면 색상").get_by_label(words).check()


def test_theme_is_chosen_in_the_footer_and_remembered(either_width):
    page = either_width
    page.emulate_media(color_scheme="dark")
    page.goto("/terms/")
    expect_colour(page, DARK)  # as the system is
    choose(page, "라이트")
    expect_colour(page, LIGHT)
    page.emulate_media(color_scheme="light")
    choose(page, "다크")
    expect_colour(page, DARK)
    page.goto("/login/")
    expect_colour(page, DARK)
    expect(page.get_by_role("group", name="화면 색상").get_by_label("다크")).to_be_checked()
    expect(page.locator('meta[name="theme-color"]')).to_have_attribute("content", "#15181c")
    expect(page.locator(".site-logo img:visible")).to_have_attribute("src", "/static/art/logo-dark.svg")
    choose(page, "라이트")
    page.reload()
    expect_colour(page, LIGHT)


def test_theme_follows_the_system_until_another_is_chosen(open_page):
    page = open_page(DESKTOP)
    page.emulate_media(color_scheme="light")
    page.goto("/terms/")
    expect_colour(page, LIGHT)
    page.emulate_media(color_scheme="dark")
    expect(page.locator("html")).to_have_attribute("data-theme", "dark")
    expect_colour(page, DARK)
    page.reload()
    expect_colour(page, DARK)
    expect(page.get_by_role("group", name="화면 색상").get_by_label("시스템 설정 따름")).to_be_checked()


def test_theme_is_known_before_anything_is_painted(open_page):
    page = open_page(DESKTOP)
    page.goto("/terms/")
    choose(page, "다크")
    page.add_init_script(
        """
        new MutationObserver((changes, observer) => {
            if (!document.body) return;
            window.themeAtBody = document.documentElement.dataset.theme;
            observer.disconnect();
        }).observe(document, { childList: true, subtree: true });
        """
    )
    page.goto("/privacy/")
    assert page.evaluate("window.themeAtBody") == "dark"


def test_theme_leaves_the_page_the_same_for_all_and_light_without_scripts(open_page, client):
    assert client.get("/terms/").text == client.get("/terms/", headers={"Cookie": "theme=dark"}).text
    page = open_page(DESKTOP, javascript=False)
    page.emulate_media(color_scheme="dark")
    page.goto("/terms/")
    expect_colour(page, LIGHT)
    expect(page.get_by_role("group", name="화면 색상")).to_be_hidden()


def test_paper_is_white_and_shows_the_text_alone(open_page, addresses, citizen):
    page = open_page(DESKTOP, member=citizen)
    page.add_init_script("localStorage.setItem('theme', 'dark')")
    page.goto(addresses["free"])
    page.emulate_media(media="print")
    expect_colour(page, LIGHT)
    for kept in (".site-logo .logo-light", ".post h1", ".post-meta", ".post-body", ".comment-text >> nth=0"):
        expect(page.locator(kept)).to_be_visible()
    for left_out in (
        *(".site-nav", ".site-account", ".post-actions", ".theme-switch", ".comment-form"),
        *(".comment-actions >> nth=0", ".reactions"),
    ):
        expect(page.locator(left_out)).to_be_hidden()
    after = page.locator(".post-body a").evaluate("link => getComputedStyle(link, '::after').content")
    assert "https://example.org/" in after
