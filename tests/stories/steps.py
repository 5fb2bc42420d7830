"""What people do on the site, in their words, with scripts and without."""

import re

from playwright.sync_api import expect

from tests.accounts.mail import mailed_code
from tests.factories import PASSWORD

BODY = "우리 동네 버스가 너무 뜸합니다. 배차 간격을 줄여 주세요."


def code_from_mail():
    """The code in the newest mail."""
    return mailed_code()


def sign_up(page, *, email, nickname):
    """Join with the code that was mailed."""
    page.goto("/signup/")
    page.get_by_label("이메일").fill(email)
    page.get_by_role("button", name="인증코드 받기").click()
    expect(page.get_by_text("인증코드가 전송되었습니다.")).to_be_visible()
    page.get_by_label("인증코드").fill(code_from_mail())
    page.get_by_label("비밀번호", exact=True).fill(PASSWORD)
    page.get_by_label("비밀번호 확인").fill(PASSWORD)
    page.get_by_label("닉네임").fill(nickname)
    page.get_by_label(re.compile("이용약관에 동의")).check()
    page.get_by_label(re.compile("개인정보 수집 및 이용에 동의")).check()
    page.get_by_role("button", name="일반회원 회원가입").last.click()
    expect(page.get_by_text(f"{nickname}님, 환영합니다.")).to_be_visible()


def log_in(page, *, email, tab="일반회원", path="/login/"):
    """Sign in with the password of the cast."""
    page.goto(path)
    if tab != "일반회원":
        page.get_by_role("navigation", name="회원 구분").get_by_role("link", name=tab).click()
        expect(page.get_by_role("button", name=f"{tab} 로그인")).to_be_visible()
    page.get_by_label("이메일").fill(email)
    page.get_by_label("비밀번호").fill(PASSWORD)
    page.get_by_role("button", name=f"{tab} 로그인").click()
    expect(page.get_by_text("로그인에 성공하였습니다!")).to_be_visible()


def name_politician(page, name, *, javascript=True):
    """Choose whom the post is for: by keyboard in the list, or without scripts by search and radio button."""
    if javascript:
        box = page.get_by_role("combobox", name=re.compile("소통대상 정치인"))
        box.fill(name)
        expect(page.get_by_role("option", name=re.compile(name))).to_be_visible()
        box.press("Enter")
        expect(page.locator(".picker-chosen")).to_contain_text(name)
    else:
        page.get_by_role("searchbox", name=re.compile("소통대상 정치인")).fill(name)
        page.get_by_role("button", name="찾기").click()
        page.get_by_role("radio", name=re.compile(name)).check()


def write_post(page, *, title, body=BODY):
    """Fill in a post and send it off; the page of writing must be open."""
    # The editor takes the place of the plain field before that.
    page.wait_for_load_state()
    page.get_by_label("제목", exact=True).fill(title)
    page.get_by_role("textbox", name="내용", exact=True).fill(body)
    page.get_by_role("button", name="등록하기").click()


def comment_on(page, text, *, javascript=True):
    """Say something below the open post."""
    # Enter sends once the script has come; before that it breaks the line.
    page.wait_for_load_state()
    box = page.get_by_role("textbox", name="댓글", exact=True)
    box.fill(text)
    if javascript:
        box.press("Enter")
    else:
        page.get_by_role("button", name="등록", exact=True).click()
    expect(page.locator(".comment-text", has_text=text)).to_be_visible()


def comment_box(page, text):
    """The comment that says `text`."""
    return page.locator(".comment-body", has_text=text)


def row_of(page, title):
    """The row of a list with this title."""
    return page.locator("tr", has_text=title)
