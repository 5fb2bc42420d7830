"""불편/제안 in the browser: reported, changed, answered; of a private one others see only that it is there."""

import re

from playwright.sync_api import expect

from suggestions.models import Suggestion
from suggestions.services import answer_suggestion
from tests import factories
from tests.browser import MOBILE, both_ways
from tests.stories.steps import row_of

TEXT = "정류장마다 큰 글씨 안내판이 있으면 좋겠습니다."


def fill(page, *, title, private=False):
    """Fill in the form that is open; the editor takes the place of the plain field before the page has loaded."""
    page.wait_for_load_state()
    page.get_by_label("구분", exact=True).select_option("기능제안")
    page.get_by_label("제목", exact=True).fill(title)
    page.get_by_role("textbox", name="내용", exact=True).fill(TEXT)
    if private:
        page.get_by_label(re.compile("비공개로 등록")).check()


@both_ways
def test_suggestion_is_submitted_changed_and_answered(open_page, citizen, moderator, size, javascript):
    page = open_page(size, member=citizen, javascript=javascript)
    page.goto("/suggestions/")
    page.get_by_role("link", name="접수 하기").click()
    fill(page, title="안내판을 키워 주세요")
    page.get_by_role("button", name="접수하기").click()
    expect(page.get_by_text("소중한 의견 감사합니다!")).to_be_visible()
    expect(row_of(page, "안내판을 키워 주세요")).to_contain_text("접수대기")

    page.get_by_role("link", name="안내판을 키워 주세요").click()
    page.get_by_role("link", name="수정하기").click()
    page.get_by_label("제목", exact=True).fill("안내판 글씨를 키워 주세요")
    page.get_by_role("button", name="수정 완료").click()
    expect(page.get_by_role("heading", name="안내판 글씨를 키워 주세요")).to_be_visible()

    answer_suggestion(Suggestion.objects.get(), by=moderator, state="DONE", reply="글씨를 키웠습니다.")
    page.reload()
    expect(page.get_by_text("글씨를 키웠습니다.")).to_be_visible()
    expect(page.get_by_role("link", name="수정하기")).to_have_count(0)


def test_suggestion_form_names_what_is_missing_and_keeps_the_rest(open_page, citizen, complaints):
    complaints.allow("status of 422")
    page = open_page(member=citizen)
    page.goto("/suggestions/write/")
    page.get_by_role("textbox", name="내용", exact=True).fill(TEXT)
    page.get_by_role("button", name="접수하기").click()
    expect(page.get_by_text("구분을 선택해주세요.")).to_be_visible()
    expect(page.get_by_text("제목을 입력해주세요.", exact=True)).to_be_visible()
    expect(page.locator(".ql-editor")).to_contain_text(TEXT)


def test_suggestion_form_asks_before_what_was_typed_is_lost(open_page, citizen):
    page = open_page(member=citizen)
    page.goto("/suggestions/write/")
    page.get_by_role("link", name="목록으로").click()
    expect(page).to_have_url(re.compile(r"/suggestions/$"))
    page.goto("/suggestions/write/")
    fill(page, title="지우지 마세요")
    page.get_by_role("link", name="목록으로").click()
    dialog = page.get_by_role("dialog")
    expect(dialog).to_contain_text("작성 중인 내용이 저장되지 않습니다. 목록으로 돌아가시겠습니까?")
    dialog.get_by_role("button", name="취소").click()
    expect(page.get_by_label("제목", exact=True)).to_have_value("지우지 마세요")
    page.get_by_role("link", name="다시작성").click()
    expect(dialog).to_contain_text("작성 중인 내용이 모두 삭제됩니다. 계속하시겠습니까?")
    dialog.get_by_role("button", name="확인").click()
    expect(page.get_by_label("제목", exact=True)).to_have_value("")


def test_private_suggestion_shows_its_place_and_nothing_else(open_page, citizen, reader, complaints):
    complaints.allow("status of 403")
    factories.suggestion(citizen, title="비밀 이야기", is_private=True)
    page = open_page(MOBILE, member=reader)
    page.goto("/suggestions/")
    page.get_by_role("link", name="비공개 접수 글입니다").click()
    expect(page.get_by_role("heading", name="비공개 게시글")).to_be_visible()
    expect(page.get_by_text("이 게시글은 관리자만 확인할 수 있습니다.")).to_be_visible()
    assert "비밀 이야기" not in page.content()


def test_comments_of_a_suggestion_can_be_cleared(open_page, citizen, reader):
    suggestion = factories.suggestion(citizen)
    page = open_page(member=reader)
    page.goto(suggestion.get_absolute_url())
    expect(page.get_by_text("첫 번째 댓글을 작성해보세요!")).to_be_visible()
    box = page.get_by_role("textbox", name="댓글", exact=True)
    box.fill("지울 말")
    page.get_by_role("button", name="초기화").click()
    expect(box).to_have_value("")
    box.fill("저도 바랍니다.")
    page.get_by_role("button", name="등록", exact=True).click()
    expect(page.locator(".comment-text", has_text="저도 바랍니다.")).to_be_visible()
