"""What the scripts of the account pages add."""

import re

import pytest
from playwright.sync_api import expect

from tests.accounts.mail import mailed_code

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)


def test_signup_helps_while_it_is_filled_in(desktop, citizen, complaints):
    complaints.allow("status of 422")
    desktop.goto("/signup/")
    password = desktop.get_by_label("비밀번호", exact=True)
    for typed, level in (("abc", "약함"), ("abcdefgh1", "보통"), ("Abcdefgh1!xy", "강함")):
        password.fill(typed)
        expect(desktop.locator("[data-strength]")).to_have_text(f"비밀번호 강도: {level}")

    nickname = desktop.get_by_label("닉네임")
    desktop.get_by_role("button", name="자동생성").click()
    expect(desktop.get_by_text("사용 가능한 닉네임입니다.")).to_be_visible()
    expect(nickname).to_have_value(re.compile(r"^[가-힣]+\d+$"))
    nickname.fill("글쓴시민")
    expect(desktop.get_by_text("사용 가능한 닉네임입니다.")).to_be_hidden()
    desktop.get_by_role("button", name="중복 확인").click()
    expect(desktop.get_by_text("이미 사용 중인 닉네임입니다.")).to_be_visible()

    desktop.get_by_label("이메일").fill("citizen@")
    desktop.get_by_role("button", name="인증코드 받기").click()
    expect(desktop.get_by_text("올바른 이메일 형식이 아닙니다.")).to_be_visible()
    expect(password).to_have_value("Abcdefgh1!xy")
    desktop.get_by_label("이메일").fill("citizen@example.org")
    expect(desktop.get_by_text("올바른 이메일 형식이 아닙니다.")).to_be_hidden()


def test_find_account_counts_down_and_signs_in_with_the_new_password(mobile, citizen, complaints):
    complaints.allow("status of 422")
    mobile.clock.install()
    mobile.goto("/find-account/")
    mobile.get_by_label("이메일").fill("citizen@example.com")
    mobile.get_by_role("button", name="인증코드 발송").click()
    expect(mobile.get_by_text(re.compile(r"^0[45]:\d\d$"))).to_be_visible()
    mobile.get_by_label("인증코드").fill("12")
    mobile.get_by_label("인증코드").press("Enter")
    expect(mobile.get_by_text("인증코드 6자리를 입력해주세요.")).to_be_visible()
    mobile.get_by_label("인증코드").fill(mailed_code())
    mobile.get_by_label("새 비밀번호", exact=True).fill("brand-new-1234!")
    mobile.get_by_label("새 비밀번호 확인").fill("brand-new-1234!")
    mobile.get_by_label("새 비밀번호 확인").press("Enter")
    expect(mobile.get_by_text("새 비밀번호로 바꾸고 로그인했습니다.")).to_be_visible()


def test_find_account_leaves_only_another_code_when_the_time_is_up(desktop, citizen):
    desktop.clock.install()
    desktop.goto("/find-account/")
    desktop.get_by_label("이메일").fill("citizen@example.com")
    desktop.get_by_role("button", name="인증코드 발송").click()
    expect(desktop.get_by_role("button", name="재발송")).to_be_visible()
    desktop.clock.run_for(301_000)
    expect(desktop.get_by_text("인증시간이 만료되었습니다. 다시 발송해주세요.")).to_be_visible()
    expect(desktop.get_by_role("button", name="비밀번호 바꾸기").last).to_be_disabled()
    expect(desktop.get_by_role("button", name="재발송")).to_be_focused()
