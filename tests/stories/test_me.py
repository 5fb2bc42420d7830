"""My page as people use it: by mouse, keys and touch, and without scripts."""

import re

import pytest
from playwright.sync_api import expect

from accounts.models import DataExport
from boards.models import Comment, Post, Reaction
from boards.services import react
from polls.services import cast_ballot
from tests import factories
from tests.accounts.mail import deliver
from tests.browser import DESKTOP, MOBILE
from tests.factories import PASSWORD

SIZES = pytest.mark.parametrize("size", [DESKTOP, MOBILE], ids=["desktop", "mobile"])


@pytest.fixture
def rows(citizen, reader, admin_member):
    """Something of everything on the reader's page."""
    theirs = factories.post(citizen, title="좋아한 글입니다")
    mine = factories.post(reader, title="내가 쓴 글입니다")
    comment = factories.comment(theirs, reader, "내가 쓴 댓글입니다")
    react(theirs, by=reader, value="LIKE")
    react(factories.comment(theirs, citizen, "싫어한 댓글입니다"), by=reader, value="DISLIKE")
    poll = factories.poll(admin_member, "짜장면", "짬뽕", title="무엇을 먹을까요?")
    cast_ballot(poll, options=[poll.options.first().pk], by=reader)
    return {"mine": mine, "comment": comment}


def tab(page, name):
    return page.get_by_role("navigation", name="마이페이지").get_by_role("link", name=name, exact=True)


def heading(page, words):
    return expect(page.get_by_role("heading", level=1, name=words, exact=True))


@SIZES
def test_me_tabs_change_in_place(open_page, reader, rows, size):
    page = open_page(size, member=reader)
    page.goto("/me/")
    page.evaluate("window.stayed = true")
    for name, address, words in (
        ("작성한 글", "posts", "내가 쓴 글입니다"),
        ("작성한 댓글", "comments", "내가 쓴 댓글입니다"),
        ("투표 참여", "votes", "무엇을 먹을까요?"),
        ("좋아요한 글", "liked-posts", "좋아한 글입니다"),
        ("싫어요한 댓글", "disliked-comments", "싫어한 댓글입니다"),
    ):
        tab(page, name).click()
        expect(page).to_have_url(re.compile(f"/me/{address}/$"))
        heading(page, name).to_be_visible()
        expect(page.get_by_text(words).first).to_be_visible()
        expect(page.locator("[data-me-news]")).to_have_text(f"{name} 탭으로 이동했습니다.")
        expect(tab(page, name)).to_have_attribute("aria-current", "page")
        expect(page).to_have_title(f"{name} - 마이페이지 - 정치방망이")
    assert page.evaluate("window.stayed")
    page.go_back()
    heading(page, "좋아요한 글").to_be_visible()


def test_me_tabs_by_keys(open_page, reader, rows):
    page = open_page(DESKTOP, member=reader)
    page.goto("/me/")
    page.keyboard.press("Control+2")
    heading(page, "작성한 글").to_be_visible()
    tab(page, "작성한 글").focus()
    page.keyboard.press("ArrowRight")
    heading(page, "작성한 댓글").to_be_visible()
    expect(tab(page, "작성한 댓글")).to_be_focused()
    page.keyboard.press("ArrowLeft")
    heading(page, "작성한 글").to_be_visible()
    page.keyboard.press("Control+9")
    expect(page).to_have_url(re.compile("/me/notification-settings/$"))


SWIPE = """([x, to]) => {
  const panel = document.querySelector("[data-me-panel]");
  const touch = (x) => new Touch({ identifier: 1, target: panel, clientX: x, clientY: 400 });
  const event = (name, x, touches) =>
    new TouchEvent(name, { bubbles: true, touches, changedTouches: [touch(x)] });
  panel.dispatchEvent(event("touchstart", x, [touch(x)]));
  panel.dispatchEvent(event("touchend", to, []));
}"""


def test_me_tabs_by_swiping(open_page, reader, rows):
    page = open_page(MOBILE, member=reader)
    page.goto("/me/posts/")
    page.evaluate(SWIPE, [300, 60])
    heading(page, "작성한 댓글").to_be_visible()
    page.evaluate(SWIPE, [60, 300])
    heading(page, "작성한 글").to_be_visible()


@pytest.mark.parametrize(("size", "javascript"), [(DESKTOP, True), (MOBILE, False)], ids=["scripts", "no-scripts"])
def test_me_deletes_and_takes_back(open_page, reader, rows, size, javascript):
    page = open_page(size, member=reader, javascript=javascript)

    def agree(question):
        if javascript:
            expect(page.get_by_role("dialog").get_by_text(question)).to_be_visible()
            page.get_by_role("dialog").get_by_role("button", name=re.compile("^(삭제|확인)$")).click()

    page.goto("/me/posts/")
    page.get_by_role("link", name="삭제", exact=True).click()
    if javascript:
        agree("정말로 이 게시글을 삭제하시겠습니까?")
    else:
        page.get_by_role("button", name="삭제", exact=True).click()
    expect(page.get_by_text("게시글이 삭제되었습니다.")).to_be_visible()
    expect(page.get_by_text("작성한 글이 없습니다.")).to_be_visible()
    assert Post.objects.get(pk=rows["mine"].pk).removed_by_author

    page.goto("/me/comments/")
    page.get_by_role("link", name="삭제", exact=True).click()
    if javascript:
        agree("정말로 이 댓글을 삭제하시겠습니까?")
    else:
        page.get_by_role("button", name="삭제", exact=True).click()
    expect(page.get_by_text("댓글이 삭제되었습니다.")).to_be_visible()
    assert Comment.objects.get(pk=rows["comment"].pk).removed_by_author

    for address, button, question, said in (
        ("liked-posts", "좋아요 취소", "이 게시글의 좋아요를 취소하시겠습니까?", "좋아요가 취소되었습니다."),
        ("disliked-comments", "싫어요 취소", "이 댓글의 싫어요를 취소하시겠습니까?", "댓글 싫어요가 취소되었습니다."),
    ):
        page.goto(f"/me/{address}/")
        page.get_by_role("button", name=button).click()
        agree(question)
        expect(page.get_by_text(said, exact=True)).to_be_visible()
        expect(page).to_have_url(re.compile(f"/me/{address}/$"))
    assert not Reaction.objects.filter(member=reader).exists()


def test_me_settings(open_page, reader, complaints):
    complaints.allow("status of 422")
    page = open_page(MOBILE, member=reader)
    page.goto("/me/")
    page.get_by_role("link", name=re.compile("닉네임은 공개되며")).click()
    nickname = page.get_by_label("닉네임", exact=True)
    nickname.fill("가")
    page.get_by_role("button", name="저장").click()
    expect(page.get_by_text("닉네임은 2글자 이상이어야 합니다.")).to_be_visible()
    expect(nickname).to_have_value("가")
    nickname.fill("새로운이름")
    page.get_by_role("button", name="취소").first.click()
    expect(page.get_by_text("변경사항이 취소되었습니다.")).to_be_visible()
    nickname.fill("새로운이름")
    page.get_by_role("button", name="저장").click()
    expect(page.get_by_text("프로필이 성공적으로 수정되었습니다.")).to_be_visible()
    expect(page.locator(".me-name")).to_have_text("새로운이름")
    expect(page.get_by_label("이메일", exact=True)).to_have_attribute("readonly", "")
    page.get_by_label("현재 비밀번호").fill(PASSWORD)
    page.get_by_label("새 비밀번호", exact=True).fill("abc")
    page.get_by_label("새 비밀번호 확인").fill("abc")
    page.get_by_role("button", name="비밀번호 변경").click()
    expect(page.get_by_text("새 비밀번호는 9자 이상이어야 합니다.")).to_be_visible()


def test_me_withdraw_asks_twice(open_page, reader):
    page = open_page(DESKTOP, member=reader)
    page.goto("/me/settings/")
    page.get_by_role("link", name="회원 탈퇴").click()
    expect(page.get_by_text("정말로 탈퇴하시겠습니까? 탈퇴 후에는 복구할 수 없습니다.")).to_be_visible()
    page.get_by_role("link", name="계속").click()
    page.get_by_label("비밀번호").fill(PASSWORD)
    page.get_by_label(re.compile("이해했습니다")).check()
    page.get_by_role("button", name="탈퇴하기").click()
    page.get_by_role("dialog").get_by_role("button", name="확인").click()
    expect(page.get_by_text("회원 탈퇴가 완료되었습니다.")).to_be_visible()
    expect(page).to_have_url(re.compile("/$"))


@pytest.mark.parametrize("javascript", [True, False], ids=["scripts", "no-scripts"])
def test_me_fetches_everything_about_oneself(open_page, reader, javascript):
    page = open_page(MOBILE, member=reader, javascript=javascript)
    page.goto("/me/settings/")
    page.get_by_role("link", name="내 정보 내려받기").last.click()
    page.get_by_role("button", name="파일 만들기").click()
    expect(page.get_by_text("만드는 중")).to_be_visible()
    deliver()
    page.reload()
    expect(page.get_by_text("준비됨")).to_be_visible()
    with page.expect_download() as download:
        page.get_by_role("link", name="내려받기", exact=True).click()
    assert download.value.suggested_filename.startswith(f"polibat-{reader.public_id}")
    assert DataExport.objects.get().size > 0


def test_me_on_a_phone(open_page, reader, rows):
    """Two columns of numbers, rows below one another, buttons as wide as their box."""
    page = open_page(MOBILE, member=reader)
    page.goto("/me/settings/")
    columns = page.locator(".me-stats").evaluate("stats => getComputedStyle(stats).gridTemplateColumns")
    assert len(columns.split()) == 2
    box = page.locator(".me-danger .button-row").bounding_box()
    leave = page.get_by_role("link", name="회원 탈퇴").bounding_box()
    assert leave["width"] == pytest.approx(box["width"], abs=1)
    page.goto("/me/")
    row = page.locator(".me-rows > div").first
    below, above = (row.locator(part).bounding_box() for part in ("dd", "dt"))
    assert below["y"] >= above["y"] + above["height"]
