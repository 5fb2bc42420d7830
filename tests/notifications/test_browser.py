"""The bell and the settings in a real browser."""

import re

import pytest
from playwright.sync_api import expect

from boards.models import Board
from notifications.models import NotificationPreference
from notifications.models.delivery import Delivery
from notifications.services import mark_read, notify
from notifications.services.links import open_address
from politicians.models import Application
from tests import factories
from tests.browser import DESKTOP, MOBILE, both_ways

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)
WIDTHS = pytest.mark.parametrize("size", [DESKTOP, MOBILE], ids=["desktop", "mobile"])
ADDRESS = "/me/notification-settings/"


def tell(member, number=1, **kwargs):
    notify([member], kind="COMMENT", text=f"댓글이 달렸습니다. {number}", url="/free/", **kwargs)


def minutes_pass(page, minutes=1):
    """A minute of the page's own clock."""
    page.clock.run_for(minutes * 60_000 + 1000)


def number_at_the_bell(page, size):
    return page.locator(".site-menu summary .unread" if size is MOBILE else ".site-account .unread")


@WIDTHS
def test_bell_counts_without_reloading(open_page, citizen, size):
    page = open_page(size, member=citizen)
    page.clock.install()
    page.goto("/free/")
    number = number_at_the_bell(page, size)
    expect(number).to_be_hidden()
    tell(citizen, 1)
    tell(citizen, 2)
    minutes_pass(page)
    expect(number.locator("b")).to_have_text("2")
    expect(page).to_have_title(re.compile(r"^\(2\) "))
    expect(page.locator("#bell-news")).to_have_text("새 알림 2개")
    mark_read(citizen.notifications.all())
    minutes_pass(page)
    expect(number).to_be_hidden()
    expect(page).to_have_title(re.compile(r"^자유게시판"))


def test_bell_stops_asking_when_signed_out(open_page, citizen, complaints):
    complaints.allow("status of 401")
    page = open_page(member=citizen)
    page.clock.install()
    asked = []
    page.on("response", lambda answer: "/count/" in answer.url and asked.append(answer.status))
    page.goto("/free/")
    with page.expect_response("**/count/**"):
        minutes_pass(page)
    page.context.clear_cookies()
    with page.expect_response("**/count/**"):
        minutes_pass(page)
    minutes_pass(page, 30)
    # What was asked before this is answered before this.
    with page.expect_response("**/health"):
        page.evaluate("() => { fetch('/health'); }")
    assert asked == [204, 401]


def test_bell_waits_longer_while_the_site_is_away(open_page, citizen, complaints):
    complaints.allow("ERR_INTERNET_DISCONNECTED")
    page = open_page(member=citizen)
    page.clock.install()
    page.goto("/free/")
    page.context.set_offline(True)
    with page.expect_event("requestfailed"):
        minutes_pass(page)
    page.context.set_offline(False)
    tell(citizen)
    minutes_pass(page)
    expect(page.locator(".site-account .unread")).to_be_hidden()
    minutes_pass(page)
    expect(page.locator(".site-account .unread b")).to_have_text("1")


def test_bell_asks_for_nobody_who_is_not_signed_in(desktop):
    asked = []
    desktop.on("request", lambda request: "/count/" in request.url and asked.append(request.url))
    desktop.clock.install()
    desktop.goto("/free/")
    minutes_pass(desktop, 5)
    desktop.wait_for_load_state("networkidle")
    assert asked == []


@both_ways
def test_notifications_lead_to_the_comment_and_are_read(open_page, citizen, reader, size, javascript):
    post = factories.post(citizen)
    comment = factories.comment(post, reader, text="바로 이 댓글입니다.")
    for number in range(3):
        tell(citizen, number)
    page = open_page(size, member=citizen, javascript=javascript)
    page.goto("/me/notifications/")
    expect(page.locator(".notification-list [data-unread]")).to_have_count(4)
    page.get_by_role("button", name=re.compile("읽음 표시.*댓글이 달렸습니다. 2")).click()
    expect(page.locator(".notification-list [data-unread]")).to_have_count(3)
    page.get_by_role("link", name="읽지 않음 3").click()
    expect(page.locator(".notification-list li")).to_have_count(3)
    page.get_by_role("button", name=re.compile("읽는시민 님이")).first.click()
    expect(page.locator(f"[id='{comment.public_id}']")).to_be_in_viewport()
    page.goto("/me/notifications/")
    page.get_by_role("button", name="모두 읽음으로 표시").click()
    expect(page.locator(".notification-list [data-unread]")).to_have_count(0)
    expect(page.get_by_role("button", name="모두 읽음으로 표시")).to_have_count(0)


@WIDTHS
def test_notification_settings_show_a_change_in_red_and_say_that_it_is_stored(open_page, aide, politician, size):
    page = open_page(size, member=aide)
    page.goto(ADDRESS)
    expect(page.get_by_text(str(politician))).to_be_visible()
    save = page.locator("[data-save]")
    expect(save).to_have_text("알림 설정 저장")
    mail = page.get_by_role("switch", name="정치방망이 게시글 알림")
    mail.uncheck()
    expect(save).to_have_text("변경사항 저장")
    expect(save).to_have_css("background-color", "rgb(201, 48, 44)")
    mail.check()
    expect(save).to_have_text("알림 설정 저장")
    mail.uncheck()
    page.get_by_role("switch", name="내 글의 댓글", exact=True).uncheck()
    save.click()
    expect(page.locator(".toast")).to_contain_text("알림 설정이 저장되었습니다.")
    expect(page.get_by_role("switch", name="내 글의 댓글", exact=True)).not_to_be_checked()
    expect(mail).not_to_be_checked()
    assert not Application.objects.get(member=aide).wants_mail
    assert NotificationPreference.objects.get().muted == ["COMMENT"]


def test_notification_settings_without_javascript_and_by_keyboard(open_page, citizen):
    page = open_page(member=citizen, javascript=False)
    page.goto(ADDRESS)
    page.get_by_role("switch", name="내 글의 댓글", exact=True).press("Space")
    page.get_by_role("button", name="알림 설정 저장").press("Enter")
    expect(page.get_by_text("알림 설정이 저장되었습니다.")).to_be_visible()
    assert NotificationPreference.objects.get().muted == ["COMMENT"]


def test_a_mail_is_opened_once_somebody_moves_on_its_page(open_page, live_server, citizen, politician):
    politician.office_email = "office@assembly.example"
    politician.save(update_fields=["office_email"])
    post = factories.post(citizen, Board.POLITICIAN, politician=politician)
    delivery = Delivery.objects.get()
    page = open_page(DESKTOP)
    page.goto(open_address(delivery).replace("http://127.0.0.1:8000", live_server.url))
    page.wait_for_function("location.hash === ''")
    assert page.url.endswith(post.get_absolute_url())
    # What a program does: it waits, scrolls, and sends events that nobody made.
    page.evaluate("scrollTo(0, 200); dispatchEvent(new PointerEvent('pointermove')); document.body.click()")
    page.wait_for_load_state("networkidle")
    delivery.refresh_from_db()
    assert delivery.opened_at is None
    with page.expect_response(re.compile("/mail/open/")) as told:
        page.mouse.move(300, 300)
    assert told.value.status == 204
    delivery.refresh_from_db()
    assert delivery.opened_at is not None
