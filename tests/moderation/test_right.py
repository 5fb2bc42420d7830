"""Reports judged false: the third takes the right to report away, staff can give it back."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.urls import reverse

from moderation.models import Report, Reporter, RightChange
from moderation.services import dismiss_reports, file_report, republish_text, restore_right
from notifications.models import Notification
from tests import factories


def judged(reader, citizen, moderator, times, verb=dismiss_reports):
    for _time in range(times):
        post = factories.post(citizen)
        Report.objects.filter(post=post).exists()
        file_report(Report(post=post, reason="SPAM"), by=reader)
        verb(post, by=moderator, reason="사실이 아닙니다")


@pytest.fixture(autouse=True)
def no_limit_on_posts(monkeypatch):
    monkeypatch.setattr("boards.services.posts.spend", lambda *_, **__: 1)


def told(member, kind):
    return list(Notification.objects.filter(member=member, kind=kind).order_by("pk").values_list("text", flat=True))


def test_third_false_report_takes_the_right_away(reader, citizen, moderator, client_of):
    judged(reader, citizen, moderator, 2)
    assert not RightChange.objects.exists()
    judged(reader, citizen, moderator, 1)
    change = RightChange.objects.get()
    assert (change.member, change.is_taken, change.by, change.reason) == (reader, True, None, "허위 신고 3번")
    assert "(지금 3번)" in told(reader, "REPORT")[-1]
    assert "신고 권한이 정지되었습니다" in told(reader, "DECISION")[0]
    post = factories.post(citizen)
    with pytest.raises(PermissionDenied, match="사실과 다른 신고"):
        file_report(Report(post=post, reason="SPAM"), by=reader)
    assert not reader.has_perm("moderation.add_report", post)
    page = client_of(reader).get(reverse("moderation:report-create", args=[post.public_id]))
    assert page.status_code == 403
    assert "신고할 수 없습니다" in page.content.decode()


def test_reports_in_good_faith_count_for_nothing(reader, citizen, moderator):
    judged(reader, citizen, moderator, 4, verb=republish_text)
    assert not Reporter.objects.exists()
    assert reader.has_perm("moderation.add_report", factories.post(citizen))


def test_restore_right_gives_it_back_and_counts_anew(reader, citizen, moderator):
    judged(reader, citizen, moderator, 3)
    assert restore_right(reader, by=moderator, reason="소명을 확인함") is True
    assert restore_right(reader, by=moderator, reason="다시") is False
    assert list(RightChange.objects.order_by("number").values_list("number", "is_taken", "by")) == [
        (1, True, None),
        (2, False, moderator.pk),
    ]
    assert "복구되었습니다" in told(reader, "DECISION")[-1]
    judged(reader, citizen, moderator, 2)
    assert RightChange.objects.count() == 2
    judged(reader, citizen, moderator, 1)
    assert RightChange.objects.filter(is_taken=True).count() == 2


def test_restore_right_needs_staff_and_a_reason(reader, citizen, moderator):
    judged(reader, citizen, moderator, 3)
    with pytest.raises(PermissionDenied):
        restore_right(reader, by=citizen, reason="부탁")
    with pytest.raises(ValidationError):
        restore_right(reader, by=moderator, reason="  ")
    assert RightChange.objects.count() == 1


def test_nobody_gives_the_right_back_to_themselves(moderator, citizen, client_of, admin_member):
    judged(moderator, citizen, admin_member, 3)
    with pytest.raises(PermissionDenied):
        restore_right(moderator, by=moderator, reason="나는 옳다")
    change = RightChange.objects.get()
    act = {"action": "restore", "_selected_action": change.pk, "apply": "1", "reason": "나는 옳다"}
    client_of(moderator).post(reverse("admin:moderation_rightchange_changelist"), act)
    assert RightChange.objects.count() == 1
    assert restore_right(moderator, by=admin_member, reason="소명을 확인함") is True


def test_history_of_the_right_is_only_added_to_and_takes_turns(reader, moderator):
    change = RightChange.objects.create(member=reader, number=1, is_taken=True, reason="허위 신고 3번")
    for attempt in (
        lambda: RightChange.objects.update(reason="x"),
        change.delete,
        lambda: RightChange.objects.create(member=reader, number=2, is_taken=True, reason="또"),
        lambda: RightChange.objects.create(member=reader, number=1, is_taken=True, reason="또"),
        lambda: RightChange.objects.create(member=reader, number=2, is_taken=False, reason=""),
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            attempt()
    RightChange.objects.create(member=reader, number=2, is_taken=False, reason="복구", by=moderator)


def test_right_is_restored_from_the_back_office(reader, citizen, moderator, client_of):
    judged(reader, citizen, moderator, 3)
    address = reverse("admin:moderation_rightchange_changelist")
    row = RightChange.objects.get()
    fields = {"action": "restore", "_selected_action": [row.pk], "index": 0, "apply": "1", "reason": "소명을 확인함"}
    client_of(moderator).post(address, fields)
    assert reader.has_perm("moderation.add_report", factories.post(citizen))
