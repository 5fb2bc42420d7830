"""공지사항 in the browser: written with the editor, pinned, found and talked about."""

import pytest
from playwright.sync_api import expect

from suggestions.models import Notice
from suggestions.services import pin_notice
from tests import factories
from tests.browser import MOBILE, both_ways
from tests.stories.steps import comment_on, row_of
from tests.stories.test_writing import editor, picture


@both_ways
def test_notice_that_is_pinned_stands_first_and_is_talked_about(open_page, admin_member, reader, size, javascript):
    pin_notice(factories.notice(admin_member, title="맨 위에 둘 공지"), by=admin_member)
    factories.notice(admin_member, title="나중에 쓴 공지")
    page = open_page(size, member=reader, javascript=javascript)
    page.goto("/notices/")
    first = page.locator("tbody tr").first
    expect(first).to_contain_text("맨 위에 둘 공지")
    expect(first.locator(".pin")).to_be_visible(visible=size is MOBILE)
    expect(row_of(page, "나중에 쓴 공지").locator(".pin")).to_have_count(0)

    page.get_by_role("link", name="맨 위에 둘 공지").click()
    comment_on(page, "알려 주셔서 고맙습니다.", javascript=javascript)
    page.get_by_role("link", name="목록으로").click()
    expect(page.locator("tbody tr").first.locator(".comment-count")).to_contain_text("[1]")


def test_notice_is_written_with_the_editor_and_its_pictures(open_page, admin_member):
    page = open_page(member=admin_member)
    page.goto("/admin/suggestions/notice/add/")
    page.get_by_label("제목").fill("사진으로 보는 새 기능")
    page.get_by_label("말머리").select_option("업데이트")
    editor(page).fill("새로 더한 기능을 사진으로 보여 드립니다.")
    with page.expect_file_chooser() as chooser:
        page.get_by_role("button", name="이미지", exact=True).click()
    chooser.value.set_files({"name": "사진.png", "mimeType": "image/png", "buffer": picture()})
    expect(editor(page).locator("img")).to_have_attribute("width", "640")
    with page.expect_popup() as opened:
        page.get_by_role("button", name="미리보기").click()
    preview = opened.value
    expect(preview.locator(".notice")).to_contain_text("미리보기입니다.")
    expect(preview.locator(".post-body img")).to_be_visible()
    preview.close()
    assert not Notice.objects.exists()
    expect(editor(page)).to_contain_text("새로 더한 기능을")
    page.get_by_role("button", name="등록하기").click()
    expect(page.locator(".messagelist")).to_contain_text("공지를 등록했습니다.")
    page.get_by_role("button", name="고정하기").click()
    expect(page.get_by_role("button", name="고정 해제")).to_be_visible()

    page.goto(Notice.objects.get().get_absolute_url())
    expect(page.locator(".post-body img")).to_be_visible()
    expect(page.locator(".post-head")).to_contain_text("고정")


@pytest.mark.parametrize("width", [320, 390, 768, 1024])
def test_notices_and_suggestions_fit_narrow_windows(open_page, admin_member, citizen, width):
    notice, suggestion = factories.notice(admin_member), factories.suggestion(citizen)
    page = open_page({"viewport": {"width": width, "height": 800}}, member=citizen)
    for address in (
        *("/notices/", notice.get_absolute_url(), "/suggestions/", "/suggestions/write/"),
        suggestion.get_absolute_url(),
    ):
        page.goto(address)
        assert page.evaluate("document.documentElement.scrollWidth") <= width, address
