"""Finding things in a browser: the search from any page, politicians by place, with and without scripts."""

import pytest
from playwright.sync_api import expect

from boards.models import Board
from tests import factories
from tests.browser import DESKTOP, MOBILE, both_ways


@pytest.fixture
def said(citizen, admin_member):
    """Something to find."""
    politician = factories.politician("한가람", district="서울 종로구")
    factories.post(citizen, title="종로 버스가 늦어요")
    factories.post(citizen, Board.POLITICIAN, title="종로 도서관을 여쭙니다", politician=politician)
    factories.notice(admin_member, title="종로 모임 안내")
    return politician


@both_ways
def test_a_visitor_finds_everything_from_the_header(open_page, said, size, javascript):
    page = open_page(size, javascript=javascript)
    page.goto("/free/")
    page.get_by_role("link", name="검색", exact=True).click()
    field = page.get_by_role("searchbox", name="사이트 전체에서 찾을 말")
    field.fill("종로")
    field.press("Enter")
    expect(page.get_by_role("status").filter(has_text="검색 결과")).to_contain_text("“종로”")
    kinds = page.get_by_role("navigation", name="검색 결과의 종류").get_by_role("link")
    expect(kinds).to_have_text(["게시글 2", "정치인 1", "공지사항 1"])
    kinds.last.click()
    expect(page.get_by_role("heading", name="공지사항 1건")).to_be_in_viewport()
    page.get_by_role("link", name="정치인게시판 1건 보기").click()
    expect(page.get_by_role("link", name="종로 도서관을 여쭙니다")).to_be_visible()


@pytest.mark.parametrize("size", [DESKTOP, MOBILE], ids=["desktop", "mobile"])
def test_a_visitor_goes_from_the_province_to_who_serves_there(open_page, said, size):
    page = open_page(size)
    page.goto("/politicians/")
    page.get_by_role("link", name="지역별로 찾기").click()
    page.get_by_role("link", name="서울특별시").click()
    page.get_by_role("link", name="종로구", exact=True).click()
    path = page.get_by_role("navigation", name="현재 위치")
    expect(path.get_by_role("listitem")).to_have_text(["정치인", "지역별", "서울특별시", "종로구"])
    page.get_by_role("link", name="한가람").click()
    page.get_by_role("link", name="서울 종로구").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("서울특별시 종로구 선거구")
