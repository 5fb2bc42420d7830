"""Reports that were judged unfounded: 처리불가, and what they hid comes back."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse

from boards.services import withdraw_post
from moderation.models import Decision, Report
from moderation.services import delete_text, dismiss_reports, file_report
from notifications.models import Notification
from tests import factories


@pytest.fixture
def post(citizen):
    return factories.post(citizen)


def report_often(post, times):
    return [
        file_report(Report(post=post, reason=Report.Reason.SPAM), by=factories.MemberFactory()).reporter
        for _time in range(times)
    ]


def told(member, kind):
    return list(Notification.objects.filter(member=member, kind=kind).values_list("text", flat=True))


def test_dismiss_reports_closes_them_and_tells_the_reporters(post, citizen, moderator):
    reporters = report_often(post, 2)
    assert dismiss_reports(post, by=moderator, reason="근거가 없습니다") is True
    assert set(Report.objects.values_list("state", flat=True)) == {"IMPOSSIBLE"}
    answer = (
        f"신고하신 게시글({post.public_id}): 신고하신 내용을 확인할 수 없어 처리하지 않았습니다. "
        "사실과 다른 신고가 3번이면 신고할 수 없게 됩니다(지금 1번)."
    )
    assert [told(reporter, "REPORT") for reporter in reporters] == [[answer], [answer]]
    assert told(citizen, "DECISION") == []
    decision = Decision.objects.get()
    assert (decision.before, decision.after, decision.reason, decision.by) == (
        *("PUBLISHED", "PUBLISHED", "근거가 없습니다"),
        moderator,
    )


def test_dismiss_reports_brings_back_what_they_hid(post, citizen, moderator):
    report_often(post, 5)
    post.refresh_from_db()
    assert post.status == "HIDDEN"
    assert dismiss_reports(post, by=moderator, reason="근거가 없습니다") is True
    post.refresh_from_db()
    assert post.status == "PUBLISHED"
    assert len(told(citizen, "DECISION")) == 2


def test_dismiss_reports_without_any_open_does_nothing(post, moderator, admin_member):
    assert dismiss_reports(post, by=moderator, reason="근거가 없습니다") is False
    delete_text(post, by=admin_member, reason="도배")
    assert dismiss_reports(post, by=moderator, reason="근거가 없습니다") is False
    post.refresh_from_db()
    assert post.status == "DELETED"


def test_dismiss_reports_never_speaks_for_an_author_who_deleted(post, citizen, moderator):
    report_often(post, 1)
    withdraw_post(post, by=citizen)
    with pytest.raises(ValidationError, match="작성자가 삭제한"):
        dismiss_reports(post, by=moderator, reason="근거가 없습니다")


@pytest.mark.parametrize("who", ["citizen", "reader", "anonymous"])
def test_dismiss_reports_is_for_staff(request, post, who):
    member = request.getfixturevalue(who)
    report_often(post, 1)
    with pytest.raises(PermissionDenied):
        dismiss_reports(post, by=member, reason="근거가 없습니다")


def test_dismiss_reports_needs_a_reason(post, moderator):
    report_often(post, 1)
    with pytest.raises(ValidationError):
        dismiss_reports(post, by=moderator, reason=" ")
    assert Report.objects.open().count() == 1


def test_dismiss_reports_is_offered_in_the_queue(post, moderator, client_of):
    report_often(post, 1)
    report = Report.objects.get()
    address = reverse("admin:moderation_report_changelist")
    fields = {"action": "dismiss", "_selected_action": [report.pk], "index": 0}
    client = client_of(moderator)
    asked = client.post(address, fields)
    assert "신고 기각(처리불가)" in asked.content.decode()
    client.post(address, {**fields, "apply": "1", "category": "OTHER", "reason": "근거가 없습니다"})
    report.refresh_from_db()
    assert report.state == "IMPOSSIBLE"
