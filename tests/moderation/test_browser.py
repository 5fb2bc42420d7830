"""신고하기 and the staff's site in a real browser."""

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from boards.models import Post
from moderation.models import Report, target_key
from moderation.services import file_report
from tests import factories
from tests.browser import DESKTOP, MOBILE
from tests.stories.inspection import serious

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)
WIDTHS = pytest.mark.parametrize("size", [DESKTOP, MOBILE], ids=["desktop", "mobile"])


@pytest.fixture
def post(citizen):
    return factories.post(citizen)


@pytest.fixture
def comment(post, citizen):
    return factories.comment(post, citizen, text="이 댓글은 신고를 받습니다.")


@pytest.fixture(autouse=True)
def refusals_are_expected(complaints):
    """Chromium reports every answer of 422, which is how a form is refused."""
    complaints.allow("status of 422")


@WIDTHS
def test_report_dialog_keeps_input_reports_once_and_gives_the_focus_back(open_page, reader, post, size):
    page = open_page(size, member=reader)
    page.goto(post.get_absolute_url())
    opener = page.get_by_role("link", name="신고하기")
    opener.click()
    dialog = page.get_by_role("dialog", name="신고하기")
    expect(dialog.get_by_role("radio").first).to_be_focused()
    assert serious(page) == []

    page.keyboard.press("Escape")
    expect(dialog).to_be_hidden()
    expect(opener).to_be_focused()

    opener.click()
    dialog.get_by_role("radio", name="기타").check()
    dialog.get_by_role("button", name="신고하기").click()
    expect(dialog.get_by_text("기타 사유는 내용을 적어 주세요.")).to_be_visible()
    expect(dialog.get_by_role("radio", name="기타")).to_be_checked()

    dialog.get_by_label("상세 내용").fill("사실과 다른 노선도입니다.")
    dialog.get_by_role("button", name="신고하기").click()
    expect(page.locator(".toast")).to_contain_text("신고가 접수되었습니다.")
    expect(dialog).to_be_hidden()
    assert Report.objects.get().text == "사실과 다른 노선도입니다."

    opener.click()
    expect(dialog.get_by_text("이미 신고하신 글입니다.")).to_be_visible()
    dialog.get_by_text("닫기").click()
    expect(dialog).to_be_hidden()
    assert page.url.endswith(post.get_absolute_url())


def test_report_dialog_opens_from_the_menu_of_a_comment(open_page, reader, comment):
    page = open_page(member=reader)
    page.goto(comment.post.get_absolute_url())
    page.get_by_label(f"{comment.author_name} 님의 댓글 메뉴").click()
    page.get_by_role("link", name="🚩 신고하기").click()
    dialog = page.get_by_role("dialog", name="신고하기")
    expect(dialog.get_by_text(comment.text)).to_be_visible()
    dialog.get_by_role("radio", name="스팸/도배").check()
    dialog.get_by_role("button", name="신고하기").click()
    expect(page.locator(".toast")).to_contain_text("신고가 접수되었습니다.")
    assert Report.objects.get().comment == comment


@WIDTHS
def test_report_works_without_scripts(open_page, reader, post, size):
    page = open_page(size, member=reader, javascript=False)
    page.goto(post.get_absolute_url())
    page.get_by_role("link", name="신고하기").click()
    page.get_by_role("button", name="신고하기").click()
    expect(page.get_by_text("신고 사유를 선택해 주세요.")).to_be_visible()
    page.get_by_role("radio", name="욕설/비하발언").check()
    page.get_by_role("button", name="신고하기").click()
    expect(page.get_by_text("신고가 접수되었습니다.")).to_be_visible()
    assert page.url.endswith(post.get_absolute_url())


@WIDTHS
def test_report_page_has_no_serious_fault(open_page, reader, post, size):
    page = open_page(size, member=reader)
    page.goto(reverse("moderation:report-create", args=[post.public_id]))
    assert serious(page) == []


@WIDTHS
def test_staff_decide_from_the_queue_without_a_complaint_of_the_browser(open_page, admin_member, post, comment, size):
    for target in (post, comment):
        file_report(Report(reason="SPAM", **target_key(target)), by=factories.MemberFactory())
    page = open_page(size, member=admin_member)
    page.goto("/admin/")
    page.get_by_role("link", name="처리할 신고").click()
    page.get_by_role("link", name=f"{post.public_id} {post.title}").click()
    expect(page.get_by_text("배차를 늘려 주세요.")).to_be_visible()
    page.get_by_role("button", name="숨김", exact=True).click()
    page.get_by_role("textbox", name="사유").fill("같은 글을 여러 번 올렸습니다.")
    page.get_by_role("button", name="숨김 확정").click()
    expect(page.locator(".messagelist")).to_contain_text("숨김 처리했습니다.")
    assert Post.objects.get().status == "HIDDEN"
    for name in (
        "boards_post",
        "boards_comment",
        "pictures_image",
        "moderation_decision",
        "notifications_notification",
    ):
        page.goto(reverse(f"admin:{name}_changelist"))
        expect(page.locator("#changelist")).to_be_visible()


def test_staff_choose_rows_and_an_action_in_the_list(open_page, moderator, post):
    page = open_page(member=moderator)
    page.goto(reverse("admin:boards_post_changelist"))
    page.locator("#action-toggle").check()
    page.locator("select[name=action]").select_option("hide")
    page.get_by_role("button", name="적용").click()
    page.get_by_role("combobox", name="사유 구분").select_option("SPAM")
    page.get_by_role("textbox", name="사유").fill("도배")
    page.get_by_role("button", name="숨김 확정").click()
    expect(page.locator(".messagelist")).to_contain_text(f"{post.title}: 숨김 처리했습니다.")
