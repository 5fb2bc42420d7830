"""An author objects to a hidden post, somebody else of the staff brings it back, and the public log tells of it."""

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from moderation.models import Objection
from moderation.services import hide_text
from tests import factories
from tests.browser import DESKTOP, MOBILE

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)


@pytest.mark.parametrize(("size", "javascript"), [(DESKTOP, False), (MOBILE, True)], ids=["plain", "phone"])
def test_objection_from_the_notification_to_the_public_log(
    open_page, citizen, moderator, admin_member, size, javascript
):
    post = factories.post(citizen)
    hide_text(post, by=moderator, reason="같은 글을 되풀이", category="SPAM")
    page = open_page(size, member=citizen, javascript=javascript)
    page.goto(reverse("notifications:notification-list"))
    page.get_by_role("button", name="운영 조치 회원님의").click()
    expect(page.get_by_role("heading", name="운영 조치와 이의신청")).to_be_visible()
    page.get_by_label("이의 내용").fill("한 번만 올렸습니다. 다시 봐 주세요.")
    page.get_by_role("button", name="이의신청").click()
    expect(page.get_by_text("이의신청이 접수되었습니다.").first).to_be_visible()
    expect(page.get_by_text("검토 대기")).to_be_visible()

    staff = open_page(DESKTOP, member=admin_member)
    staff.goto("/admin/")
    staff.get_by_role("link", name="처리할 이의신청").click()
    staff.get_by_role("link", name=f"{post.public_id} 이의신청").click()
    staff.get_by_role("button", name="인용(다시 게시)").click()
    staff.get_by_label("사유").fill("한 번만 올린 글이 맞습니다.")
    staff.get_by_role("button", name="인용(다시 게시) 확정").click()
    expect(staff.locator(".messagelist")).to_contain_text("처리했습니다.")
    assert Objection.objects.get().state == "UPHELD"

    page.goto("/moderation-log/")
    expect(page.get_by_text("다시 게시").first).to_be_visible()
    assert page.get_by_text("스팸/도배").count() == 2
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
