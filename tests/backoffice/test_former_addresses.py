"""What staff did by other methods in the API before this one still does what ours do, and says what to use instead."""

import pytest

from accounts.models import Member
from boards.models import Post
from displays.models import Banner
from moderation.models import Report
from moderation.services import file_report
from suggestions.models import Notice, Suggestion
from tests import factories

pytestmark = pytest.mark.django_db

WHY = {"reason": "같은 글을 여러 번 올렸습니다."}


@pytest.fixture
def ask(api_of, superuser):
    """Ask as a superuser; the row as it is then."""

    def send(method, address, body=WHY, status=200):
        response = getattr(api_of(superuser), method)(f"/api/admin/{address}", body, format="json")
        assert response.status_code == status, response.text
        assert response.has_header("Deprecation") == (status == 200)
        return response.json().get("data")

    return send


def test_texts_change_by_the_status_that_they_are_to_have(ask, citizen, reader):
    post, comment = factories.post(citizen), factories.comment(factories.post(citizen), reader)
    for status in ("HIDDEN", "PUBLISHED", "DELETED"):
        assert ask("patch", f"posts/{post.public_id}/status", {"status": status, **WHY})["status"] == status
    ask("patch", f"posts/{post.public_id}/status", {"status": "PINNED", **WHY}, status=400)
    ask("patch", f"posts/{post.public_id}/status", {"status": "PUBLISHED"}, status=400)
    assert ask("delete", f"comments/{comment.public_id}")["status"] == "DELETED"
    ask("delete", f"comments/{comment.public_id}", status=409)
    assert Post.objects.get(pk=post.pk).decisions.count() == 3


def test_members_change_by_the_status_that_they_are_to_have(ask, reader):
    address = f"members/{reader.public_id}/status"
    ask("patch", address, {"status": "SUSPENDED", **WHY}, status=400)
    assert ask("patch", address, {"status": "SUSPENDED", "days": 3, **WHY})["suspendedUntil"]
    for status in ("APPROVED", "BANNED"):
        assert ask("patch", address, {"status": status, **WHY})["status"] == status
    assert Member.objects.get(pk=reader.pk).status == Member.Status.BANNED


def test_reports_are_processed(ask, citizen, reader):
    posts = [factories.post(citizen) for _ in range(2)]
    reports = [file_report(Report(post=post, reason="SPAM"), by=reader) for post in posts]
    first, second = (f"reports/{report.public_id}/process" for report in reports)
    ask("patch", first, {"status": "RESOLVED", "adminNote": "숨깁니다."}, status=400)
    told = ask("patch", first, {"status": "RESOLVED", "actionType": "HIDE", "adminNote": "숨깁니다."})
    assert told["status"] == "DONE"
    told = ask("patch", second, {"status": "REJECTED", "adminNote": "문제없습니다."})
    assert (told["status"], told["content"]["status"]) == ("IMPOSSIBLE", "PUBLISHED")


def test_notices_banners_popups_and_suggestions(ask, admin_member, citizen):
    notice = factories.notice(admin_member)
    address = f"notices/{notice.post.public_id}"
    for is_pinned in (True, False):
        assert ask("patch", f"{address}/pin", {"isPinned": is_pinned})["isPinned"] is is_pinned
    assert ask("delete", address)["status"] == "DELETED"
    assert Notice.objects.get().post.status == Post.Status.DELETED
    banners = [factories.banner(admin_member) for _ in range(2)]
    ask("patch", f"banners/{banners[1].public_id}/order", {"displayOrder": 1})
    assert Banner.objects.order_by("order").first() == banners[1]
    for kind, one in (("banners", banners[0]), ("popups", factories.popup(admin_member))):
        assert ask("delete", f"{kind}/{one.public_id}")["status"] == "DELETED"
    suggestion = factories.suggestion(citizen)
    told = ask("patch", f"suggestions/{suggestion.post.public_id}/reply", {"adminReply": "설치했습니다."})
    assert (told["actionStatus"], told["actionDetails"]) == ("DONE", "설치했습니다.")
    assert Suggestion.objects.get().replied_at
