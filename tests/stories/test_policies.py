"""Policies change: people compare versions, agree, and go on with what they were doing."""

import re

import pytest
from playwright.sync_api import expect

from accounts.models import Consent, Member
from boards.models import Comment, Post
from tests import factories
from tests.browser import DESKTOP, MOBILE
from tests.politicians.test_browser import check
from tests.stories.steps import BODY, write_post

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)

SIZES = pytest.mark.parametrize("size", [DESKTOP, MOBILE], ids=["desktop", "mobile"])


def ask_anew(member):
    """As if both policies had changed since the member agreed."""
    Member.objects.filter(pk=member.pk).update(agreed_upto=None)


def tick_all_and_go_on(page):
    """Agree to everything that is asked."""
    for box in page.get_by_role("checkbox").all():
        box.check()
    page.get_by_role("button", name="동의하고 계속하기").click()


@SIZES
def test_a_member_is_asked_before_writing_and_led_back(open_page, citizen, size):
    page = open_page(size, member=citizen)
    ask_anew(citizen)
    page.goto("/free/")
    expect(page.get_by_text("약관이 바뀌었습니다.")).to_be_visible()
    check(page, "/agree/?next=/free/write/")
    page.goto("/free/write/")
    expect(page.get_by_role("heading", name="바뀐 약관에 동의해 주세요")).to_be_visible()
    tick_all_and_go_on(page)
    expect(page).to_have_url(re.compile("/free/write/$"))
    expect(page.get_by_text("약관이 바뀌었습니다.")).to_have_count(0)
    assert Consent.objects.filter(member=citizen).count() == 2


@pytest.mark.parametrize("javascript", [True, False], ids=["script", "no-script"])
def test_a_text_that_was_being_sent_arrives_after_the_agreement(open_page, complaints, citizen, javascript):
    complaints.allow("status of 403")
    page = open_page(MOBILE, member=citizen, javascript=javascript)
    page.goto("/free/write/")
    ask_anew(citizen)
    if javascript:
        write_post(page, title="버스를 늘려 주세요")
    else:
        page.get_by_label("제목").fill("버스를 늘려 주세요")
        page.get_by_label("내용").fill(BODY)
        page.get_by_role("button", name="등록하기").last.click()
    expect(page.get_by_text("방금 보내신 내용은 사라지지 않았습니다.")).to_be_visible()
    assert not Post.objects.exists()
    tick_all_and_go_on(page)
    expect(page.get_by_role("link", name=re.compile("버스를 늘려 주세요")).first).to_be_visible()
    assert Post.objects.get().body_text.startswith("우리 동네 버스가")


def test_a_comment_stays_in_its_box_and_a_message_shows_the_way(open_page, complaints, citizen, reader):
    complaints.allow("status of 403")
    post = factories.post(reader)
    page = open_page(member=citizen)
    page.goto(post.get_absolute_url())
    ask_anew(citizen)
    box = page.get_by_role("textbox", name="댓글", exact=True)
    box.fill("저도 그렇게 생각합니다.")
    box.press("Enter")
    toast = page.locator(".toast[data-level=error]")
    expect(toast).to_contain_text("바뀐 약관에 동의하신 뒤에")
    expect(box).to_have_value("저도 그렇게 생각합니다.")
    assert not Comment.objects.exists()
    toast.get_by_role("link", name="동의하러 가기").click()
    tick_all_and_go_on(page)
    expect(page).to_have_url(re.compile(f"{post.get_absolute_url()}$"))


@SIZES
def test_versions_are_chosen_and_compared(open_page, size):
    factories.policy_version(body="1. 서비스 이용 계약\n새 문장입니다.", summary="간추림")
    page = open_page(size)
    check(page, "/terms/")
    page.get_by_role("link", name=re.compile("시행 예정인 개정안")).click()
    expect(page.locator("ins", has_text="새 문장입니다.")).to_be_visible()
    check(page, page.url)
    page.get_by_label("비교").select_option("비교 안 함")
    expect(page.get_by_text("시행 예정", exact=True)).to_be_visible()
    page.get_by_label("제·개정일").select_option(index=1)
    expect(page.get_by_role("navigation", name="목차").get_by_role("link")).to_have_count(7)
    page.get_by_role("link", name="7. 회원 탈퇴").click()
    expect(page.get_by_role("heading", name="7. 회원 탈퇴")).to_be_in_viewport()


def test_versions_are_chosen_without_scripts(open_page):
    factories.policy_version(body="1. 서비스 이용 계약\n새 문장입니다.", summary="간추림")
    page = open_page(javascript=False)
    page.goto("/terms/")
    page.get_by_label("제·개정일").select_option(index=0)
    page.get_by_role("button", name="보기").click()
    expect(page.get_by_text("새 문장입니다.")).to_be_visible()
