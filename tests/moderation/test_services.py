"""Reporting and deciding: what each verb changes, tells and refuses."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse

from boards.models import Board, BoardCounter, Comment, Post
from boards.services import withdraw_comment, withdraw_post
from moderation.models import Decision, Report, target_key
from moderation.models.reason import HIDES_SOONER
from moderation.services import delete_text, file_report, hide_text, republish_text
from notifications.models import Notification
from polibat.security.limits import Throttled
from tests import factories


@pytest.fixture
def post(citizen):
    return factories.post(citizen)


@pytest.fixture
def comment(post, citizen):
    return factories.comment(post, citizen)


@pytest.fixture(params=["post", "comment"])
def text(request):
    """A citizen's post, then a citizen's comment."""
    return request.getfixturevalue(request.param)


def report(target, by, reason="SPAM", **fields):
    return file_report(Report(reason=reason, **target_key(target), **fields), by=by)


def report_often(target, times, **fields):
    return [report(target, factories.MemberFactory(), **fields) for _time in range(times)]


def told(member, kind):
    return list(Notification.objects.filter(member=member, kind=kind).order_by("pk").values_list("text", flat=True))


def status_of(text):
    return type(text).objects.get(pk=text.pk).status


def decisions_about(text):
    return [
        (decision.verb, decision.before, decision.after, decision.reason, decision.by)
        for decision in Decision.objects.about(text).order_by("pk")
    ]


def test_file_report_numbers_within_the_text(text, reader, aide):
    assert report(text, reader).public_id == f"{text.public_id}-RP0001"
    assert report(text, aide, "OTHER", text=" 사실과 달라요\r\n ").public_id == f"{text.public_id}-RP0002"
    stored = Report.objects.get(reporter=aide)
    assert (stored.state, stored.text, stored.target) == ("WAITING", "사실과 달라요", text)
    assert status_of(text) == "PUBLISHED"


def test_file_report_refuses_ones_own_text(text, citizen):
    with pytest.raises(PermissionDenied, match="자신의 글"):
        report(text, citizen)


def test_file_report_refuses_who_may_not_speak(text, pending, anonymous):
    with pytest.raises(PermissionDenied, match="승인을 기다리는"):
        report(text, pending)
    with pytest.raises(PermissionDenied):
        report(text, anonymous)


def test_file_report_refuses_a_second_one(text, reader):
    report(text, reader)
    with pytest.raises(ValidationError) as refusal:
        report(text, reader, "PRIVACY")
    assert refusal.value.messages == [f"이미 신고한 {'글' if isinstance(text, Post) else '댓글'}입니다."]
    assert status_of(text) == "PUBLISHED"


def test_file_report_refuses_a_text_that_vanished_meanwhile(text, reader, citizen):
    stale = type(text).objects.select_related(*([] if isinstance(text, Post) else ["post"])).get(pk=text.pk)
    (withdraw_post if isinstance(text, Post) else withdraw_comment)(text, by=citizen)
    with pytest.raises(PermissionDenied):
        report(stale, reader)
    assert not Report.objects.exists()


@pytest.mark.parametrize(("reason", "words"), [("OTHER", ""), ("NONE", ""), ("", ""), ("SPAM", "가" * 501)])
def test_file_report_refuses_bad_input_without_counting_it(post, reader, reason, words):
    for _time in range(25):
        with pytest.raises(ValidationError) as refusal:
            report(post, reader, reason, text=words)
        assert not isinstance(refusal.value, Throttled)


def test_file_report_counts_its_words_as_people_do(post, reader):
    report(post, reader, "SPAM", text="👨‍👩‍👧‍👦" * 200 + "👍🏽" * 300)
    assert Report.objects.get().text.count("👍🏽") == 300


def test_file_report_is_limited_to_20_an_hour(citizen, reader, time_machine):
    time_machine.move_to("2026-11-20T12:00:30+09:00", tick=False)
    post = factories.post(citizen)
    comments = [factories.comment(post, citizen) for _number in range(21)]
    for comment in comments[:20]:
        report(comment, reader)
    with pytest.raises(Throttled):
        report(comments[20], reader)


def test_fifth_report_hides_and_tells_author_and_staff(text, citizen, moderator, superuser, reader):
    report_often(text, 4)
    assert status_of(text) == "PUBLISHED"
    report(text, reader)
    assert status_of(text) == "HIDDEN"
    assert decisions_about(text) == [("HIDE", "PUBLISHED", "HIDDEN", "자동 숨김(신고 5건)", None)]
    assert set(Report.objects.values_list("state", flat=True)) == {"REVIEWING"}
    name = f"{'게시글' if isinstance(text, Post) else '댓글'}({text.public_id})"
    assert told(citizen, "DECISION") == [f"회원님의 {name}: 숨김 처리되었습니다. 사유: 자동 숨김(신고 5건)"]
    for staff in (moderator, superuser):
        assert told(staff, "STAFF") == [f"{name}: 자동 숨김(신고 5건). 검토가 필요합니다."]
    assert told(reader, "REPORT") == []


def test_a_reason_may_hide_sooner_than_the_others(text, reader, monkeypatch):
    monkeypatch.setitem(HIDES_SOONER, "SPAM", 2)
    report(text, reader, "ABUSE")
    report(text, factories.MemberFactory(), "SPAM")
    text.refresh_from_db()
    assert text.status == "PUBLISHED"
    report(text, factories.MemberFactory(), "SPAM")
    text.refresh_from_db()
    assert text.status == "HIDDEN"
    decision = Decision.objects.get()
    assert (decision.reason, decision.category) == ("자동 숨김(스팸/도배 신고 2건)", "SPAM")
    # What hides sooner stands first in the queue.
    assert Report.objects.with_urgency().order_by(*Report.MOST_URGENT_FIRST).first().reason == "SPAM"


def test_privacy_report_hides_at_once(text, reader, moderator):
    report(text, reader, "PRIVACY")
    assert status_of(text) == "HIDDEN"
    assert decisions_about(text) == [("HIDE", "PUBLISHED", "HIDDEN", "자동 숨김(개인정보침해 신고)", None)]
    assert Report.objects.get().state == "REVIEWING"


def test_hiding_keeps_totals_true(post, comment, moderator):
    assert hide_text(comment, by=moderator, reason="도배")
    assert Post.objects.select_related("counts").get().counts.comments == 0
    assert hide_text(post, by=moderator, reason="도배")
    assert BoardCounter.objects.get(board=Board.FREE).listed == 0
    assert republish_text(post, by=moderator, reason="오해")
    assert republish_text(comment, by=moderator, reason="오해")
    assert BoardCounter.objects.get(board=Board.FREE).listed == 1
    assert Post.objects.select_related("counts").get().counts.comments == 1


@pytest.mark.parametrize(
    ("verb", "code", "after", "word", "answer"),
    [
        (hide_text, "HIDE", "HIDDEN", "숨김", "숨김 처리했습니다."),
        (delete_text, "DELETE", "DELETED", "삭제", "삭제 처리했습니다."),
    ],
)
def test_decision_settles_all_reports_and_tells_why(text, citizen, admin_member, verb, code, after, word, answer):
    reporters = [made.reporter for made in report_often(text, 3)]
    assert verb(text, by=admin_member, reason=" 같은 글을 여러 번\n올렸습니다 ") is True
    assert text.status == status_of(text) == after
    assert decisions_about(text) == [(code, "PUBLISHED", after, "같은 글을 여러 번\n올렸습니다", admin_member)]
    assert set(Report.objects.values_list("state", flat=True)) == {"DONE"}
    name = f"{'게시글' if isinstance(text, Post) else '댓글'}({text.public_id})"
    assert told(citizen, "DECISION") == [f"회원님의 {name}: {word} 처리되었습니다. 사유: 같은 글을 여러 번 올렸습니다"]
    for reporter in reporters:
        assert told(reporter, "REPORT") == [f"신고하신 {name}: {answer}"]


def test_notifications_hold_no_words_of_the_text(text, admin_member):
    report_often(text, 5)
    delete_text(text, by=admin_member, reason="도배")
    words = text.title if isinstance(text, Post) else text.text
    assert not Notification.objects.filter(text__contains=words).exists()
    deletion = Notification.objects.filter(kind="DECISION").latest("pk")
    assert deletion.url == reverse("moderation:objection-create", args=[text.public_id])


def test_same_decision_twice_is_one(text, moderator):
    assert hide_text(text, by=moderator, reason="도배") is True
    assert hide_text(text, by=moderator, reason="도배") is False
    assert len(decisions_about(text)) == 1


def test_hiding_what_the_rule_hid_confirms_it(text, citizen, moderator):
    reporters = [made.reporter for made in report_often(text, 5)]
    assert hide_text(text, by=moderator, reason="욕설을 확인했습니다") is True
    assert decisions_about(text)[1] == ("HIDE", "HIDDEN", "HIDDEN", "욕설을 확인했습니다", moderator)
    assert len(told(citizen, "DECISION")) == 2
    assert all(len(told(reporter, "REPORT")) == 1 for reporter in reporters)
    assert hide_text(text, by=moderator, reason="또") is False


def test_republishing_a_listed_text_settles_its_reports_and_leaves_its_author_in_peace(text, citizen, moderator):
    reporter = report(text, factories.MemberFactory()).reporter
    assert republish_text(text, by=moderator, reason="문제가 없습니다") is True
    assert status_of(text) == "PUBLISHED"
    assert told(citizen, "DECISION") == []
    assert "게시를 유지합니다" in told(reporter, "REPORT")[0]
    assert republish_text(text, by=moderator, reason="문제가 없습니다") is False


def test_reports_before_a_decision_do_not_count_after_it(text, moderator):
    report_often(text, 5)
    republish_text(text, by=moderator, reason="문제가 없습니다")
    report_often(text, 4)
    assert status_of(text) == "PUBLISHED"
    report_often(text, 1)
    assert status_of(text) == "HIDDEN"


def test_deleted_text_comes_back_but_is_not_hidden(text, admin_member):
    delete_text(text, by=admin_member, reason="도배")
    with pytest.raises(ValidationError, match="삭제된 글"):
        hide_text(text, by=admin_member, reason="도배")
    assert republish_text(text, by=admin_member, reason="실수") is True
    assert status_of(text) == "PUBLISHED"


def test_text_that_its_author_deleted_stays_deleted(text, citizen, moderator):
    (withdraw_post if isinstance(text, Post) else withdraw_comment)(text, by=citizen)
    with pytest.raises(ValidationError, match="작성자가 삭제한"):
        republish_text(text, by=moderator, reason="아까워서")
    assert (status_of(text), decisions_about(text)) == ("DELETED", [])


def test_reports_of_a_text_that_its_author_deleted_can_be_settled(text, citizen, reader, admin_member):
    report(text, reader)
    (withdraw_post if isinstance(text, Post) else withdraw_comment)(text, by=citizen)
    assert delete_text(text, by=admin_member, reason="작성자가 지웠습니다") is True
    assert Report.objects.get().state == "DONE"
    assert told(citizen, "DECISION") == []
    with pytest.raises(ValidationError, match="작성자가 삭제한"):
        republish_text(text, by=admin_member, reason="되돌리기")


@pytest.mark.parametrize("verb", [hide_text, delete_text, republish_text])
@pytest.mark.parametrize("reason", ["", " \n "])
def test_decision_needs_a_reason(text, reader, admin_member, verb, reason):
    report(text, reader)
    with pytest.raises(ValidationError) as refusal:
        verb(text, by=admin_member, reason=reason)
    assert refusal.value.message_dict == {"reason": ["사유를 입력해 주세요."]}
    assert (status_of(text), decisions_about(text)) == ("PUBLISHED", [])
    assert Report.objects.get().state == "WAITING"


@pytest.mark.parametrize("verb", [hide_text, delete_text, republish_text])
def test_decision_about_ones_own_text_is_refused(superuser, verb):
    post = factories.post(superuser)
    with pytest.raises(PermissionDenied):
        verb(post, by=superuser, reason="스스로")


def test_delete_is_for_admins(text, moderator, reader):
    with pytest.raises(PermissionDenied):
        delete_text(text, by=moderator, reason="도배")
    with pytest.raises(PermissionDenied):
        hide_text(text, by=reader, reason="싫어서")
    assert status_of(text) == "PUBLISHED"


def test_hidden_texts_are_found_by_nobody_else(text, reader, citizen, moderator, anonymous):
    hide_text(text, by=moderator, reason="도배")
    rows = (Post if isinstance(text, Post) else Comment).objects.filter(pk=text.pk)
    seen = [member for member in (anonymous, reader, citizen, moderator) if rows.visible_to(member).exists()]
    assert seen == [citizen, moderator]
