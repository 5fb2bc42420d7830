"""No typed word is lost: sessions that end, pages that are left, two tabs, and what is never kept."""

import re

from django.urls import reverse
from playwright.sync_api import expect

from boards.models import Comment, Draft, Post
from suggestions.models import Suggestion
from tests import factories
from tests.stories.steps import BODY, log_in

KEPT = """() => Object.entries({ ...localStorage, ...sessionStorage })
    .filter(([key]) => key.startsWith("kept:")).map(([key, value]) => key + value).join()"""
SESSION = "sessionid"


def editor(page):
    return page.get_by_role("textbox", name="내용", exact=True)


def log_out(page):
    """The session ends, as after two weeks."""
    page.context.clear_cookies(name=SESSION)


def test_a_suggestion_survives_the_session_and_another_account_never_sees_it(open_page, citizen, reader, complaints):
    complaints.allow("status of 401")
    page = open_page(member=citizen)
    page.goto("/suggestions/write/")
    page.get_by_label("구분", exact=True).select_option("기능제안")
    page.get_by_label("제목", exact=True).fill("정류장 안내판")
    editor(page).fill(BODY)
    log_out(page)
    page.get_by_role("button", name="접수하기").click()
    expect(page).to_have_url(re.compile("/login/"))
    assert not Suggestion.objects.exists()

    log_in(page, email="reader@example.com")
    page.goto("/suggestions/write/")
    expect(page.get_by_label("제목", exact=True)).to_have_value("")
    log_out(page)
    log_in(page, email="citizen@example.com")
    page.goto("/suggestions/write/")
    expect(page.get_by_text("임시 저장된 글을 불러왔습니다. (이 기기에 저장됨)")).to_be_visible()
    expect(page.get_by_label("제목", exact=True)).to_have_value("정류장 안내판")
    expect(editor(page)).to_have_text(BODY)
    page.get_by_role("button", name="접수하기").click()
    expect(page).not_to_have_url(re.compile("/write/"))
    assert Suggestion.objects.get().post.title == "정류장 안내판"
    # Forgotten by the page that follows, once its scripts have come.
    page.wait_for_function(f"() => ({KEPT})() === ''")


def test_a_comment_survives_the_session_and_is_forgotten_when_it_is_stored(open_page, citizen, complaints):
    complaints.allow("status of 401")
    post = factories.post(citizen)
    page = open_page(member=citizen)
    page.goto(post.get_absolute_url())
    box = page.get_by_label("댓글", exact=True)
    box.fill("오래 쓴 댓글입니다")
    log_out(page)
    box.press("Enter")
    expect(page.get_by_text("적은 글은 이 기기에 남아 있으니")).to_be_visible()
    log_in(page, email="citizen@example.com")
    page.goto(post.get_absolute_url())
    expect(page.get_by_label("댓글", exact=True)).to_have_value("오래 쓴 댓글입니다")
    page.get_by_label("댓글", exact=True).press("Enter")
    expect(page.locator(".comment-text")).to_have_text("오래 쓴 댓글입니다")
    page.reload()
    expect(page.get_by_label("댓글", exact=True)).to_have_value("")
    assert Comment.objects.count() == 1


def test_a_change_that_was_left_is_offered_and_the_stored_text_stays_until_it_is_taken(open_page, citizen):
    post = factories.post(citizen)
    page = open_page(member=citizen)
    page.on("dialog", lambda dialog: dialog.accept())
    page.goto(f"{post.get_absolute_url()}edit/")
    editor(page).fill("고치다 만 글입니다. 아주 길게 썼습니다.")
    page.goto("/free/")
    page.goto(f"{post.get_absolute_url()}edit/")
    expect(editor(page)).not_to_have_text(re.compile("고치다 만"))
    page.get_by_role("button", name="불러오기").click()
    expect(editor(page)).to_have_text("고치다 만 글입니다. 아주 길게 썼습니다.")
    page.get_by_role("button", name="수정 완료").click()
    expect(page.get_by_text("수정 완료!")).to_be_visible()
    page.goto(f"{post.get_absolute_url()}edit/")
    expect(page.get_by_role("button", name="불러오기")).to_have_count(0)


def test_words_that_a_page_refuses_stand_on_the_page_that_says_so(open_page, citizen, complaints):
    complaints.allow("status of 403")
    page = open_page(member=citizen)
    page.goto("/free/write/")
    page.get_by_label("제목", exact=True).fill("막힌 글")
    editor(page).fill(BODY)
    page.context.clear_cookies(name="csrftoken")
    page.get_by_role("button", name="등록하기").last.click()
    expect(page.get_by_label("보내지 못한 글")).to_have_value(re.compile(f"막힌 글\\s+{BODY}"))
    assert not Post.objects.exists()


def test_two_tabs_ask_before_one_draft_replaces_the_other(open_page, citizen, complaints):
    complaints.allow("status of 409")
    first = open_page(member=citizen)
    first.goto("/free/write/")
    second = first.context.new_page()
    second.goto("/free/write/")
    first.get_by_label("제목", exact=True).fill("첫째 탭에서 한 시간")
    expect(first.get_by_text("임시 저장했습니다.")).to_be_visible()
    second.get_by_label("제목", exact=True).fill("둘째 탭")
    expect(second.get_by_text("다른 창에서 이 게시판의 임시 글을 바꾸었습니다.")).to_be_visible()
    assert Draft.objects.get().title == "첫째 탭에서 한 시간"
    second.get_by_role("button", name="확인").click()
    expect(second.get_by_text(re.compile("^임시 저장했습니다"))).to_be_visible()
    assert Draft.objects.get().title == "둘째 탭"


def test_staff_keep_their_reason_though_the_session_ends(open_page, moderator):
    page = open_page(member=moderator)
    address = reverse("admin:moderation_decision_bulk")
    page.goto(address)
    reason = page.locator("textarea[name=reason], input[name=reason]")
    reason.fill("같은 글을 여러 번 올렸습니다.")
    session = page.context.cookies()
    log_out(page)
    page.get_by_role("button", name="미리 확인").click()
    expect(page).to_have_url(re.compile("/login/"))
    page.context.add_cookies(session)
    page.goto(address)
    expect(reason).to_have_value("같은 글을 여러 번 올렸습니다.")


def test_secrets_are_never_kept(open_page):
    page = open_page()
    page.goto("/signup/")
    page.get_by_label("이메일").fill("secret@example.com")
    page.get_by_label("비밀번호", exact=True).fill("secret-1234!")
    page.get_by_label("닉네임").fill("보이는이름")
    page.goto("/")
    page.goto("/signup/")
    expect(page.get_by_label("닉네임")).to_have_value("보이는이름")
    kept = page.evaluate(KEPT)
    assert "보이는이름" in kept
    assert "secret" not in kept
