"""Comments in the browser: sending, breaking lines, replying, reacting, changing, deleting, reporting, hearing."""

import re

import pytest
from playwright.sync_api import expect

from boards.models import Comment, Post
from moderation.models import Report
from tests import factories
from tests.browser import DESKTOP
from tests.stories.steps import comment_box, comment_on


@pytest.fixture
def post(citizen) -> Post:
    """A post of the citizen, on which the reader speaks."""
    return factories.post(citizen)


@pytest.fixture
def page(open_page, reader, post):
    """The reader has the post open."""
    page = open_page(member=reader)
    page.goto(post.get_absolute_url())
    return page


def new_comment(page):
    """The box for a new comment."""
    return page.get_by_role("textbox", name="댓글", exact=True)


def test_comment_enter_sends_and_shift_enter_breaks_the_line(page):
    box = new_comment(page)
    box.fill("첫째 줄")
    box.press("Shift+Enter")
    box.press_sequentially("둘째 줄")
    box.press("Enter")

    expect(page.locator(".comment-text")).to_have_text("첫째 줄\n둘째 줄", use_inner_text=True)
    expect(page.locator("#comment-count")).to_have_text("1")
    expect(page.locator("#comment-news")).to_have_text("댓글을 등록했습니다.")
    expect(new_comment(page)).to_be_focused()
    expect(new_comment(page)).to_have_value("")
    assert Comment.objects.get().text == "첫째 줄\n둘째 줄"


def test_comment_enter_while_a_syllable_is_composed_sends_nothing(page):
    new_comment(page).focus()
    keyboard = page.context.new_cdp_session(page)
    for part in ("ㅎ", "하", "한"):
        keyboard.send("Input.imeSetComposition", {"text": part, "selectionStart": 1, "selectionEnd": 1})
    page.evaluate(
        """document.activeElement.dispatchEvent(
            new KeyboardEvent("keydown", { key: "Enter", isComposing: true, bubbles: true, cancelable: true }))"""
    )
    keyboard.send("Input.insertText", {"text": "한글"})

    expect(new_comment(page)).to_have_value("한글")
    assert not Comment.objects.exists()


def test_comment_empty_says_so_and_keeps_the_focus(page, complaints):
    complaints.allow("status of 422")
    new_comment(page).press("Enter")

    expect(page.get_by_role("alert")).to_have_text(re.compile("댓글을 입력하세요."))
    expect(new_comment(page)).to_be_focused()


def test_comment_too_long_keeps_what_was_typed(page, complaints):
    complaints.allow("status of 422")
    new_comment(page).fill("가" * 1001)
    page.get_by_role("button", name="등록", exact=True).click()

    expect(page.get_by_role("alert")).to_have_text(re.compile("1,000자까지"))
    expect(new_comment(page)).to_have_value("가" * 1001)


def test_comment_markup_is_shown_as_text(page):
    comment_on(page, "<img src=x onerror=alert(1)>")

    expect(page.locator(".comment-text")).to_have_text("<img src=x onerror=alert(1)>")


def test_comment_reply_stands_below_its_parent(page, post, citizen):
    parent = factories.comment(post, citizen)
    page.reload()
    reply = comment_box(page, parent.text).get_by_role("link", name="답글")
    reply.click()
    box = page.get_by_role("textbox", name="답글", exact=True)
    expect(box).to_be_focused()
    box.fill("맞습니다.")
    box.press("Enter")

    replies = page.locator(f"#replies-{parent.public_id}")
    expect(replies.locator(".comment-text")).to_have_text("맞습니다.")
    expect(box).to_be_hidden()
    expect(page.locator("#comment-count")).to_have_text("2")
    replies.get_by_role("link", name="답글").click()
    expect(page.get_by_role("textbox", name="답글", exact=True)).to_have_value("@읽는시민 ")


def test_comment_reply_box_opens_and_closes(page, post, citizen):
    parent = factories.comment(post, citizen)
    page.reload()
    reply = comment_box(page, parent.text).get_by_role("link", name="답글")
    reply.click()
    box = page.get_by_role("textbox", name="답글", exact=True)
    expect(box).to_be_visible()
    reply.click()
    expect(box).to_be_hidden()


def test_comment_reactions_exclude_each_other(page, post, citizen):
    factories.comment(post, citizen)
    page.reload()
    like = page.locator(".comment").get_by_role("button", name="좋아요")
    dislike = page.locator(".comment").get_by_role("button", name="싫어요")
    like.click()
    expect(like).to_have_attribute("aria-pressed", "true")
    expect(like).to_have_text("1")
    expect(like).to_be_focused()
    dislike.click()
    expect(dislike).to_have_attribute("aria-pressed", "true")
    expect(like).to_have_text("0")
    dislike.click()
    expect(dislike).to_have_attribute("aria-pressed", "false")
    expect(dislike).to_have_text("0")


def test_post_reactions_exclude_each_other_and_the_head_follows(page):
    reactions = page.locator("#post-reactions")
    reactions.get_by_role("button", name="좋아요").click()
    expect(page.locator("#post-likes")).to_have_text("1")
    expect(reactions.get_by_role("button", name="좋아요")).to_have_attribute("aria-pressed", "true")
    reactions.get_by_role("button", name="싫어요").click()
    expect(page.locator("#post-likes")).to_have_text("0")
    expect(reactions.get_by_role("button", name="싫어요")).to_have_text("1")


def test_comment_menu_changes_and_deletes_ones_own(page):
    comment_on(page, "잘못 쓴 글")
    box = page.locator(".comment-list > li").last
    menu = box.get_by_label("읽는시민 님의 댓글 메뉴")
    menu.click()
    box.get_by_role("link", name="수정").click()
    text = page.get_by_role("textbox", name="댓글 수정")
    expect(text).to_be_focused()
    text.fill("고쳐 쓴 글")
    text.press("Enter")
    expect(box.locator(".comment-text")).to_have_text("고쳐 쓴 글")
    expect(box.get_by_text("(수정됨)")).to_be_visible()

    menu.click()
    box.get_by_role("link", name="삭제").click()
    page.get_by_role("dialog").get_by_role("button", name="확인").click()
    expect(box).to_be_hidden()
    expect(page.locator("#comment-count")).to_have_text("0")
    assert Comment.objects.get().status == Comment.Status.DELETED


def test_comment_menu_closes_by_escape_and_by_a_press_outside(page, post, citizen):
    factories.comment(post, citizen)
    page.reload()
    report = page.locator(".comment").get_by_role("link", name="신고하기")
    summary = page.get_by_label("글쓴시민 님의 댓글 메뉴")
    for close in (lambda: page.keyboard.press("Escape"), page.get_by_role("heading", level=1).click):
        summary.click()
        expect(report).to_be_visible()
        close()
        expect(report).to_be_hidden()


def test_comment_report_is_sent_from_the_dialog(page, post, citizen):
    comment = factories.comment(post, citizen)
    page.reload()
    page.get_by_label("글쓴시민 님의 댓글 메뉴").click()
    page.locator(".comment").get_by_role("link", name="신고하기").click()
    dialog = page.get_by_role("dialog", name="신고하기")
    dialog.get_by_role("radio").first.check()
    dialog.get_by_role("button", name="신고하기").click()

    expect(page.get_by_text("신고가 접수되었습니다.")).to_be_visible()
    expect(dialog).to_be_hidden()
    assert Report.objects.get().comment == comment


def test_comments_of_others_appear_without_reloading(open_page, reader, post, citizen):
    page = open_page(member=reader)
    page.clock.install()
    page.goto(post.get_absolute_url())
    expect(page.get_by_text("첫 번째 댓글을 작성해보세요!")).to_be_visible()
    factories.comment(post, citizen, text="방금 쓴 댓글입니다.")
    page.clock.run_for(16_000)

    expect(page.get_by_text("방금 쓴 댓글입니다.")).to_be_visible()
    expect(page.locator("#comment-count")).to_have_text("1")
    expect(page.locator("#comment-news")).to_have_text("새 댓글 1개가 올라왔습니다.")
    expect(page.get_by_text("첫 번째 댓글을 작성해보세요!")).to_be_hidden()


def test_comments_without_javascript(open_page, reader, post, citizen):
    parent = factories.comment(post, citizen)
    page = open_page(DESKTOP, member=reader, javascript=False)
    page.goto(post.get_absolute_url())
    comment_on(page, "스크립트 없이 씁니다.", javascript=False)
    comment_box(page, parent.text).get_by_role("link", name="답글").click()
    page.get_by_role("textbox", name="답글").fill("답글도 됩니다.")
    page.get_by_role("button", name="답글").click()
    expect(page.locator(f"#replies-{parent.public_id} .comment-text")).to_have_text("답글도 됩니다.")
    like = comment_box(page, parent.text).get_by_role("button", name="좋아요")
    like.click()
    expect(like).to_have_attribute("aria-pressed", "true")

    own = comment_box(page, "스크립트 없이 씁니다.")
    own.get_by_label("읽는시민 님의 댓글 메뉴").click()
    own.get_by_role("link", name="삭제").click()
    page.get_by_role("button", name="삭제").click()
    expect(page.get_by_text("댓글이 삭제되었습니다.")).to_be_visible()
    expect(own).to_be_hidden()


def test_comment_button_says_that_it_is_sent(open_page, citizen, reader):
    post = factories.post(citizen)
    page, held = open_page(DESKTOP, member=reader), []

    def keep(route):
        held.append(route)

    page.route("**/comments/", keep)
    page.goto(post.get_absolute_url())
    page.locator("#comment-form textarea").fill("저도 같은 생각입니다.")
    button = page.locator("#comment-form [type=submit]")
    button.click()
    expect(button).to_have_text("등록 중…")
    held.pop().continue_()
    expect(page.get_by_text("저도 같은 생각입니다.")).to_be_visible()
    expect(page.locator("#comment-form [type=submit]")).to_have_text("등록")
