"""The frame around every page, and the pages that say what went wrong."""

import re

import pytest
from django.contrib.messages import constants
from django.contrib.messages.storage.base import Message
from django.template.loader import render_to_string
from pytest_django.asserts import assertInHTML, assertNotInHTML

from tests.markup import tidy

ERRORS = ["400", "403", "404", "413", "429", "500", "503"]


def test_frame_is_the_same_for_every_signed_out_visitor(visit):
    page = render_to_string("base.html", {"request": visit("/free/")})
    assert "csrfmiddlewaretoken" not in page
    assertInHTML('<a class="site-login" href="/login/?next=%2Ffree%2F">로그인/회원가입</a>', page)


def test_frame_greets_a_member_and_counts_what_is_unread(visit):
    request = visit("/free/", nickname="친절한다람쥐820")
    page = render_to_string("base.html", {"unread_count": 120}, request)
    assertInHTML('<div class="menu-head"><strong>친절한다람쥐820</strong><span>일반회원</span></div>', page, count=1)
    unread = '<span class="visually-hidden">읽지 않은 알림 </span><b>99+</b>'
    assertInHTML(f'<span class="unread" data-unread-count="120">{unread}</span>', page, count=2)
    assert tidy(page).count('action="/logout/" method="post" data-confirm="로그아웃 하시겠습니까?"') == 2
    assertNotInHTML("로그인/회원가입", page)


@pytest.mark.parametrize(
    ("address", "mark"), [("/free/", ' aria-current="page"'), ("/free/?q=a", ' aria-current="page"'), ("/login/", "")]
)
def test_frame_marks_the_section_of_the_visitor(visit, address, mark):
    page = render_to_string("base.html", {"request": visit(address)})
    assertInHTML(f'<a href="/free/"{mark}>자유게시판</a>', page)
    assertInHTML('<a href="/voice/">정치인게시판</a>', page)


def test_frame_shows_messages_without_scripts(visit):
    message = Message(constants.SUCCESS, "게시글이 성공적으로 등록되었습니다!")
    page = render_to_string("base.html", {"request": visit(), "messages": [message]})
    assertInHTML("<span>게시글이 성공적으로 등록되었습니다!</span>", page)


@pytest.mark.parametrize("code", ["400", "413", "500", "503"])
def test_error_page_of_a_broken_house_needs_no_request_and_no_database(code):
    page = render_to_string(f"{code}.html")
    assertInHTML(f'<p class="error-code" aria-hidden="true">{code}</p>', page)


def test_forbidden_page_says_why(visit):
    page = render_to_string("403.html", {"request": visit(), "reason": "정지된 회원은 글을 쓸 수 없습니다."})
    assertInHTML("<p data-error-text>정지된 회원은 글을 쓸 수 없습니다.</p>", page)


def test_throttled_page_says_how_long_to_wait(visit):
    page = render_to_string("429.html", {"request": visit(), "wait": "12분"})
    assertInHTML(
        "<p data-error-text>짧은 시간에 너무 자주 시도했습니다. <strong>12분</strong> 후에 다시 시도해 주세요.</p>",
        page,
    )


@pytest.mark.parametrize("code", ERRORS)
def test_error_page_is_no_page_for_inline_code(visit, code):
    page = render_to_string(f"{code}.html", {"request": visit()})
    assert "style=" not in page
    assert "onclick=" not in page
    scripts = re.findall(r"<script[^>]*>(?=</script>)", page)
    assert len(scripts) == page.count("<script")
    assert all('src="/static/js/' in script for script in scripts)
