"""What the database itself refuses."""

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from moderation.models import Decision, Report
from tests import factories


@pytest.fixture
def post(citizen):
    return factories.post(citizen)


def make_report(reporter, number=1, **fields):
    return Report.objects.create(
        public_id=f"FB000001-RP{number:04d}", reporter=reporter, **({"reason": "SPAM"} | fields)
    )


def refused(call, *args, **kwargs):
    with pytest.raises(IntegrityError) as refusal, transaction.atomic():
        call(*args, **kwargs)
    return str(refusal.value)


def test_report_is_one_a_member_and_text(reader, post):
    comment = factories.comment(post, post.author)
    make_report(reader, 1, post=post)
    make_report(reader, 2, comment=comment)
    assert "report_once_a_post" in refused(make_report, reader, 3, post=post)
    assert "report_once_a_comment" in refused(make_report, reader, 3, comment=comment)


def test_report_has_exactly_one_target(reader, post):
    comment = factories.comment(post, post.author)
    assert "report_one_target" in refused(make_report, reader)
    assert "report_one_target" in refused(make_report, reader, post=post, comment=comment)


def test_report_knows_its_reasons_and_states(reader, post):
    assert "report_reason" in refused(make_report, reader, post=post, reason="BORED")
    assert "report_state" in refused(make_report, reader, post=post, state="LOST")


def test_report_for_other_reasons_says_what(reader, post):
    assert "report_other_says_what" in refused(make_report, reader, post=post, reason="OTHER")
    report = Report(public_id="FB000001-RP0001", reporter=reader, post=post, reason="OTHER", text="  ")
    with pytest.raises(ValidationError) as refusal:
        report.full_clean()
    assert refusal.value.message_dict["text"] == ["기타 사유는 내용을 적어 주세요."]


def test_report_twice_is_refused_in_korean(reader, post):
    make_report(reader, post=post)
    with pytest.raises(ValidationError) as refusal:
        Report(public_id="FB000001-RP0002", reporter=reader, post=post, reason="SPAM").full_clean()
    assert refusal.value.messages == ["이미 신고한 글입니다."]


def test_report_changes_its_state_alone(reader, post):
    report = make_report(reader, post=post)
    Report.objects.update(state=Report.State.DONE)
    for change in ({"reason": "PRIVACY"}, {"reporter": post.author}, {"text": "다른 말"}, {"public_id": "X"}):
        assert "only ever added" in refused(Report.objects.filter(pk=report.pk).update, **change)
    assert "only ever added" in refused(report.delete)


def test_decision_is_never_changed_or_deleted(moderator, post):
    decision = Decision.objects.create(
        verb="HIDE", post=post, before="PUBLISHED", after="HIDDEN", reason="도배", by=moderator
    )
    assert "only ever added" in refused(Decision.objects.update, reason="다른 사유")
    assert "only ever added" in refused(Decision.objects.update, by=None)
    assert "only ever added" in refused(decision.delete)


def test_decision_has_a_verb_one_target_and_a_reason(post):
    fields = {"post": post, "before": "PUBLISHED", "after": "HIDDEN", "reason": "도배"}
    assert "decision_verb" in refused(Decision.objects.create, verb="LAUGH", **fields)
    assert "decision_one_target" in refused(Decision.objects.create, verb="HIDE", **fields | {"post": None})
    assert "decision_has_a_reason" in refused(Decision.objects.create, verb="HIDE", **fields | {"reason": ""})
