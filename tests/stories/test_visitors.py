"""Who is not signed in reads everything and is asked to sign in, and led back, wherever something is to be done."""

import re

import pytest
from playwright.sync_api import expect

from tests import factories
from tests.browser import both_ways
from tests.stories.steps import log_in


@pytest.fixture
def post(citizen):
    """A post with one comment."""
    post = factories.post(citizen)
    factories.comment(post, citizen, text="먼저 한마디 남깁니다.")
    return post


def test_visitor_is_asked_to_sign_in_and_led_back_to_the_post(either_width, post, reader):
    page = either_width
    page.goto(post.get_absolute_url())
    prompt = page.locator(".login-prompt")
    expect(prompt).to_contain_text("로그인이 필요합니다")
    expect(page.get_by_role("textbox", name="댓글")).to_have_count(0)
    prompt.get_by_role("link", name="로그인하기").click()
    log_in(page, email="reader@example.com", path=page.url)

    expect(page).to_have_url(re.compile(f"{post.get_absolute_url()}#comment-form-text$"))
    expect(page.get_by_role("textbox", name="댓글", exact=True)).to_be_focused()


@both_ways
def test_visitor_reacting_answering_reporting_and_writing_lead_to_log_in(open_page, post, size, javascript):
    page = open_page(size, javascript=javascript)
    for door in (
        page.locator("#post-reactions").get_by_role("link", name=re.compile("좋아요")),
        page.locator(".comment").get_by_role("link", name=re.compile("싫어요")),
        page.locator(".comment").get_by_role("link", name="답글"),
        page.get_by_role("link", name="신고하기", exact=True).first,
        page.get_by_role("link", name="글쓰기", exact=True),
    ):
        page.goto(post.get_absolute_url())
        door.click()
        expect(page).to_have_url(re.compile(r"/login/\?next="))


def test_visitor_page_holds_no_token(desktop, post):
    desktop.goto(post.get_absolute_url())

    assert "csrfmiddlewaretoken" not in desktop.content()
    assert desktop.context.cookies() == []
