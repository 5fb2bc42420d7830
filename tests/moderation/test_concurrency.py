"""Many reports and decisions at once: each counted once, each text decided once."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection

from boards.models import Comment, Post, PostCounts
from boards.services import react, withdraw_comment
from moderation.models import AbuseFlag, Claim, Decision, Objection, Report, Reporter, RightChange, target_key
from moderation.services import (
    claim,
    decide_objection,
    delete_text,
    dismiss_reports,
    file_report,
    hide_text,
    object_to,
    raise_flag,
    republish_text,
)
from notifications.models import Notification
from tests import factories

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.concurrency]

FULL_HOUSE = 50


def at_once(jobs):
    """Run every job in a thread of its own; what each returned, or the words of its refusal."""

    def run(job):
        try:
            return job()
        except ValidationError as refusal:
            return refusal.messages[0]
        except PermissionDenied:
            return "denied"
        finally:
            connection.close()

    with ThreadPoolExecutor(len(jobs)) as pool:
        return list(pool.map(run, jobs))


@pytest.fixture(params=["post", "comment"])
def text(request, citizen):
    """A citizen's post, then a citizen's comment."""
    post = factories.post(citizen)
    return post if request.param == "post" else factories.comment(post, citizen)


def report(text, by, reason="SPAM"):
    """File a report as a page does, with a text of its own from the database."""
    fresh = type(text).objects.get(pk=text.pk)
    return file_report(Report(reason=reason, **target_key(fresh)), by=by).public_id


def serial_of(text):
    counter = PostCounts if isinstance(text, Post) else Comment
    return counter.objects.get(pk=text.pk).report_serial


def test_one_member_reporting_from_fifty_threads_reports_once(text, reader, monkeypatch):
    monkeypatch.setattr("moderation.services.reports.REPORTS_AN_HOUR", FULL_HOUSE)
    results = at_once([lambda: report(text, reader)] * FULL_HOUSE)
    words = f"이미 신고한 {'글' if isinstance(text, Post) else '댓글'}입니다."
    assert sorted(results) == [f"{text.public_id}-RP0001"] + [words] * (FULL_HOUSE - 1)
    assert Report.objects.count() == serial_of(text) == 1


def test_fifty_members_reporting_at_once_hide_once(text, citizen, superuser):
    members = [factories.MemberFactory() for _ in range(FULL_HOUSE)]
    results = at_once([lambda member=member: report(text, member) for member in members])
    filed = [result for result in results if result != "denied"]
    assert sorted(filed) == [f"{text.public_id}-RP{number:04d}" for number in range(1, 6)]
    assert Report.objects.filter(state="REVIEWING").count() == Report.objects.count() == serial_of(text) == 5
    assert [str(decision) for decision in Decision.objects.all()] == ["숨김: 자동 숨김(신고 5건)"]
    assert Notification.objects.filter(member=citizen, kind="DECISION").count() == 1
    assert Notification.objects.filter(member=superuser, kind="STAFF").count() == 1


def test_two_moderators_hiding_at_once_decide_once(text):
    staff = [factories.staff_member() for _ in range(2)] * 5
    results = at_once([lambda by=by: hide_text(text, by=by, reason="도배") for by in staff])
    assert sorted(results) == [False] * 9 + [True]
    assert Decision.objects.count() == 1


def test_reports_decisions_reactions_and_withdrawals_at_once_never_block_each_other(citizen, superuser):
    post = factories.post(citizen)
    comments = [factories.comment(post, citizen) for _ in range(4)]
    members = [factories.MemberFactory() for _ in range(8)]
    jobs = [
        lambda member=member, comment=comment: report(comment, member) for member in members for comment in comments
    ]
    jobs += [lambda comment=comment: react(comment, by=superuser, value="LIKE") for comment in comments]
    jobs += [lambda comment=comment: hide_text(comment, by=superuser, reason="도배") for comment in comments[:2]]
    jobs += [lambda comment=comment: withdraw_comment(comment, by=citizen) for comment in comments[2:]]
    jobs += [lambda: republish_text(post, by=superuser, reason="문제없음")]
    at_once(jobs)
    assert PostCounts.objects.get().comments == Comment.objects.listed().count()
    for comment in Comment.objects.all():
        assert Report.objects.about(comment).count() == comment.report_serial
        assert Decision.objects.about(comment).filter(by=None).count() <= 1


def fresh(text):
    return type(text).objects.get(pk=text.pk)


def test_fifty_moderators_claim_one_case_and_one_has_it(text):
    staff = [factories.staff_member() for _ in range(FULL_HOUSE)]
    results = at_once([lambda by=by: claim(fresh(text), by=by).by_id for by in staff])
    winner = Claim.objects.get().by
    assert results.count(winner.pk) == 1
    others = [words for words in results if words != winner.pk]
    assert len(others) == FULL_HOUSE - 1
    assert all(words.startswith(f"{winner.nickname} 님이") for words in others)


def test_fifty_moderators_decide_one_case_and_history_has_one_row(text):
    report(text, factories.MemberFactory())
    staff = [factories.staff_member() for _ in range(FULL_HOUSE)]
    verbs = [hide_text, dismiss_reports]
    results = at_once(
        [
            lambda by=by, verb=verbs[number % 2]: verb(fresh(text), by=by, reason="도배")
            for number, by in enumerate(staff)
        ]
    )
    decided = Decision.objects.count()
    assert results.count(True) == decided
    # A dismissal and then hiding are two decisions; twice the same is one.
    assert decided == Decision.objects.values("verb").distinct().count() <= 2
    assert Report.objects.open().count() == 0


def test_fifty_moderators_decide_one_objection_and_one_wins(text, citizen):
    hide_text(text, by=factories.staff_member(), reason="도배")
    objections = at_once(
        [lambda: object_to(Decision.objects.get(), by=citizen, text="다시 봐 주세요.").pk] * FULL_HOUSE
    )
    objection = Objection.objects.get()
    assert objections.count(objection.pk) == 1
    assert objections.count("이 조치에는 이미 이의신청을 하셨습니다.") == FULL_HOUSE - 1
    staff = [factories.staff_member() for _ in range(FULL_HOUSE)]
    results = at_once(
        [
            lambda by=by, up=bool(number % 2): decide_objection(
                Objection.objects.get(), by=by, is_upheld=up, reason="검토함"
            )
            for number, by in enumerate(staff)
        ]
    )
    assert (results.count(True), results.count(False)) == (1, FULL_HOUSE - 1)
    upheld = Objection.objects.get().state == "UPHELD"
    assert Decision.objects.count() == 1 + upheld
    assert Notification.objects.filter(member=citizen, event__startswith="objection:").count() == 1


def test_dismissals_at_once_count_each_and_take_the_right_once(citizen):
    reporters = [factories.MemberFactory() for _ in range(2)]
    posts = [factories.post(citizen) for _ in range(5)]
    for post in posts:
        for reporter in reporters:
            report(post, reporter)
    staff = factories.staff_member()
    results = at_once([lambda post=post: dismiss_reports(fresh(post), by=staff, reason="거짓") for post in posts])
    assert results == [True] * 5
    assert list(Reporter.objects.values_list("false_reports", flat=True)) == [5, 5]
    assert RightChange.objects.filter(is_taken=True).count() == 2


def test_fifty_flags_of_one_member_are_one(citizen):
    at_once([lambda: raise_flag(AbuseFlag(kind="REACTIONS", member=citizen, evidence=1)).pk] * FULL_HOUSE)
    assert AbuseFlag.objects.get().evidence == FULL_HOUSE


def test_of_fifty_different_decisions_about_one_case_one_wins(text, reader):
    report(text, reader)
    verbs = [hide_text, delete_text, republish_text, dismiss_reports]
    staff = [factories.staff_member("admin") for _ in range(FULL_HOUSE)]
    results = at_once(
        [
            lambda verb=verbs[number % 4], by=by: verb(fresh(text), by=by, reason="살펴봄", seen=0)
            for number, by in enumerate(staff)
        ]
    )
    decision = Decision.objects.get()
    assert results.count(True) == 1
    told = f"{decision.by.nickname} 님이 먼저 처리했습니다({decision.public_verb})."
    others = [words for words in results if words is not True]
    # Who wanted what was done anyway has nothing left to do; everybody else is told who was quicker, and with what.
    assert all(words is False or words.startswith(told) for words in others)
    assert any(words is not False for words in others)
    assert fresh(text).status == decision.after
    assert not Report.objects.open().exists()
    assert Notification.objects.filter(member=reader, kind="REPORT").count() == 1
