"""Lists in the browser: the search box, page numbers, rows that are links as a whole, the popular strip."""

import re
from urllib.parse import quote

import pytest
from playwright.sync_api import expect

from boards.models import Board
from tests import factories


@pytest.fixture
def posts(reader):
    """Twelve posts about buses, one of the reader about a library; nobody may write more than five in ten minutes."""
    authors = factories.MemberFactory.create_batch(3)
    posts = [factories.post(authors[number % 3], title=f"버스 노선 이야기 {number}") for number in range(1, 13)]
    return [
        *posts,
        factories.post(reader, title="도서관 운영 시간", body="<p>저녁에도 열면 좋겠다는 이웃이 많습니다.</p>"),
    ]


def search_input(page):
    """The search box's input."""
    return page.get_by_role("searchbox", name="검색")


def test_list_search_finds_while_typing_and_keeps_the_address(either_width, posts):
    page = either_width
    page.goto("/free/")
    search_input(page).click()
    expect(page.get_by_role("radio", name="통합검색")).to_be_checked()
    search_input(page).press_sequentially("도서관")

    expect(page.locator("tbody tr")).to_have_count(1)
    expect(page.locator("tbody mark").first).to_have_text("도서관")
    expect(page.get_by_role("radio", name="통합검색")).to_be_hidden()
    expect(page).to_have_url(re.compile(f"q={quote('도서관')}"))
    page.reload()
    expect(page.locator("tbody tr")).to_have_count(1)


def test_list_search_condition_applies_at_once(desktop, posts):
    desktop.goto("/free/")
    search_input(desktop).fill("읽는시민")
    search_input(desktop).click()
    desktop.locator(".search-conditions label", has_text="작성자").click()

    expect(desktop.locator("tbody tr")).to_have_count(1)
    expect(desktop.locator(".search-chip")).to_have_text("작성자")
    search_input(desktop).click()
    desktop.locator(".search-conditions label", has_text="작성일").click()
    expect(desktop.locator("tbody tr")).to_have_count(0)


def test_list_search_escape_closes_the_conditions_and_enter_leaves_the_box(desktop, posts):
    desktop.goto("/free/")
    search_input(desktop).click()
    conditions = desktop.locator(".search-conditions")
    expect(conditions).to_be_visible()
    desktop.keyboard.press("Escape")
    expect(conditions).to_be_hidden()
    search_input(desktop).fill("버스")
    search_input(desktop).press("Enter")
    expect(search_input(desktop)).not_to_be_focused()
    expect(desktop.locator("tbody tr")).to_have_count(10)


def test_list_search_without_result_says_so(desktop, posts):
    desktop.goto(f"/free/?q={quote('우주여행')}")

    expect(desktop.get_by_text("검색 결과가 없습니다.")).to_be_visible()
    expect(desktop.locator(".pagination")).to_have_count(0)
    expect(search_input(desktop)).to_have_value("우주여행")


def test_list_search_without_javascript(open_page, posts):
    page = open_page(javascript=False)
    page.goto("/free/")
    search_input(page).fill("읽는시민")
    page.locator(".search-conditions label", has_text="작성자").click()
    page.get_by_role("button", name="검색하기").click()

    expect(page.locator("tbody tr")).to_have_count(1)
    expect(page).to_have_url(re.compile("in="))


def test_list_pages_hold_ten_rows_and_end_with_the_last_page(desktop, posts):
    desktop.goto("/free/")
    expect(desktop.locator("tbody tr")).to_have_count(10)
    pages = desktop.get_by_role("navigation", name="페이지")
    expect(pages.get_by_role("link")).to_have_text(["1", "2"])
    pages.get_by_role("link", name="2쪽").click()
    expect(desktop.locator("tbody tr")).to_have_count(3)
    expect(pages.get_by_role("link", name="2쪽")).to_have_attribute("aria-current", "page")
    desktop.goto("/free/?page=99")
    expect(desktop.locator("tbody tr")).to_have_count(3)


def test_list_row_opens_the_post_wherever_it_is_pressed(either_width, posts):
    page = either_width
    page.goto("/free/")
    row = page.locator("tbody tr").first
    size = row.bounding_box()
    row.click(position={"x": size["width"] - 10, "y": size["height"] - 10})

    expect(page.get_by_role("heading", level=1)).to_have_text("도서관 운영 시간")


def test_list_of_politicians_board_shows_pictures_and_targets(either_width, citizen, politician):
    factories.post(citizen, board=Board.POLITICIAN, politician=politician, title="답변을 기다립니다")
    either_width.goto("/voice/")
    row = either_width.locator("tbody tr")

    expect(row.get_by_text(f"{politician.name} 국회의원")).to_be_visible()
    expect(row.locator("img.thumb")).to_be_visible()


@pytest.mark.parametrize("address", ["/free/", "/voice/", "/free/?q=%EB%B2%84%EC%8A%A4"])
def test_list_never_overflows(open_page, posts, address):
    page = open_page({"viewport": {"width": 320, "height": 800}})
    page.goto(address)
    for width in (320, 390, 768, 1440):
        page.set_viewport_size({"width": width, "height": 800})
        assert page.evaluate("document.documentElement.scrollWidth") == width
