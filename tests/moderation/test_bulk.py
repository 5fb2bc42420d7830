"""Deciding about many texts: each for itself, tried first, told row by row."""

import pytest
from django.contrib.admin.models import LogEntry
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.services.reauthentication import SINCE
from boards.services import withdraw_post
from moderation.models import Decision, Report, RightChange
from moderation.services import Result, claim, decide_many, file_report, find_targets, hide_text
from notifications.models import Notification
from tests import factories


@pytest.fixture(autouse=True)
def no_limit_on_posts(monkeypatch):
    monkeypatch.setattr("boards.services.posts.spend", lambda *_, **__: 1)


@pytest.fixture
def texts(citizen, reader, moderator):
    """One that can be hidden, one that is, one its author deleted, one's own, and a claimed comment."""
    plain, hidden, gone = (factories.post(citizen) for _ in range(3))
    hide_text(hidden, by=moderator, reason="도배")
    withdraw_post(gone, by=citizen)
    gone.refresh_from_db()
    comment = factories.comment(plain, reader)
    claim(comment, by=factories.staff_member("moderator", nickname="맡은운영자"))
    return [plain, hidden, gone, factories.post(moderator), comment]


def results(outcomes):
    return [outcome.result for outcome in outcomes]


EXPECTED = [Result.DONE, Result.ALREADY, Result.REFUSED, Result.REFUSED, Result.REFUSED]


def test_decide_many_tells_what_became_of_each(texts, moderator):
    outcomes = decide_many(texts, verb="HIDE", by=moderator, reason="도배")
    assert results(outcomes) == EXPECTED
    assert [outcome.public_id for outcome in outcomes] == [text.public_id for text in texts]
    assert [outcome.why for outcome in outcomes[2:4]] == ["삭제된 글은 숨길 수 없습니다.", "권한이 없습니다."]
    assert outcomes[4].why.startswith("맡은운영자 님이")
    texts[0].refresh_from_db()
    assert texts[0].status == "HIDDEN"


def test_what_is_only_tried_stands_in_no_log(texts, moderator, caplog, django_capture_on_commit_callbacks):
    caplog.set_level("INFO")
    lines = {"decision", "post status changed"}
    with django_capture_on_commit_callbacks(execute=True):
        decide_many(texts, verb="HIDE", by=moderator, reason="도배", dry_run=True)
    assert not lines & set(caplog.messages)
    with django_capture_on_commit_callbacks(execute=True):
        decide_many(texts, verb="HIDE", by=moderator, reason="도배")
    assert lines <= set(caplog.messages)


def test_dry_run_tells_the_same_and_changes_nothing(texts, moderator, citizen):
    before = Decision.objects.count(), Notification.objects.count()
    outcomes = decide_many(texts, verb="HIDE", by=moderator, reason="도배", dry_run=True)
    assert results(outcomes) == EXPECTED
    assert (Decision.objects.count(), Notification.objects.count()) == before
    assert texts[0].status == "PUBLISHED"
    texts[0].refresh_from_db()
    assert texts[0].status == "PUBLISHED"


def test_decide_many_dismisses_and_takes_rights(citizen, reader, moderator):
    posts = [factories.post(citizen) for _ in range(3)]
    for post in posts:
        file_report(Report(post=post, reason="BIAS"), by=reader)
    assert results(decide_many(posts, verb="DISMISS", by=moderator, reason="근거 없음")) == [Result.DONE] * 3
    assert set(Decision.objects.values_list("category", flat=True)) == {"BIAS"}
    assert RightChange.objects.get().member == reader


def test_decide_many_refuses_what_makes_no_sense(citizen, moderator, reader, monkeypatch):
    post = factories.post(citizen)
    with pytest.raises(PermissionDenied):
        decide_many([post], verb="HIDE", by=reader, reason="도배")
    for values in ({"verb": "EAT"}, {"reason": " "}):
        with pytest.raises(ValidationError):
            decide_many([post], **{"verb": "HIDE", "by": moderator, "reason": "도배", **values})
    with pytest.raises(ValidationError, match="한 번에 1,000개"):
        decide_many([type(post)(pk=pk) for pk in range(1, 1002)], verb="HIDE", by=moderator, reason="도배")


def test_decide_many_deletes_for_admins_only(citizen, moderator, admin_member):
    post = factories.post(citizen)
    assert results(decide_many([post], verb="DELETE", by=moderator, reason="도배")) == [Result.REFUSED]
    assert results(decide_many([post], verb="DELETE", by=admin_member, reason="도배")) == [Result.DONE]


def test_decide_many_stops_when_its_time_is_over(citizen, moderator, monkeypatch):
    monkeypatch.setattr("moderation.services.bulk.SECONDS", -1)
    post = factories.post(citizen)
    assert results(decide_many([post], verb="HIDE", by=moderator, reason="도배")) == [Result.LEFT]
    assert not Decision.objects.exists()


def test_find_targets_keeps_order_and_names_what_is_missing(citizen):
    post = factories.post(citizen)
    comment = factories.comment(post, citizen)
    ids = [comment.public_id, "FB999999", post.public_id, post.public_id, "", "\x1f"]
    assert find_targets(ids) == ([comment, post], ["FB999999", "", "\x1f"])


def test_bulk_page_tries_first_then_does(citizen, moderator, client_of):
    posts = [factories.post(citizen) for _ in range(2)]
    client, address = client_of(moderator), reverse("admin:moderation_decision_bulk")
    chosen = {"action": "bulk", "_selected_action": [post.pk for post in posts], "index": 0}
    page = client.post(reverse("admin:boards_post_changelist"), chosen).content.decode()
    assert all(post.public_id in page for post in posts)
    ids = f"{posts[0].public_id.lower()}, {posts[1].public_id}\nFB999999"
    fields = {"ids": ids, "verb": "HIDE", "category": "SPAM", "reason": "같은 글 반복"}
    tried = client.post(address, {**fields, "try": "1"}).content.decode()
    assert "아직 아무것도 바뀌지 않았습니다" in tried
    assert "없는 글" in tried
    assert not Decision.objects.exists()
    done = client.post(address, {**fields, "apply": "1"}).content.decode()
    assert "처리 결과" in done
    assert list(Decision.objects.values_list("category", "reason")) == [("SPAM", "같은 글 반복")] * 2


@pytest.mark.parametrize(
    "fields",
    [
        {},
        {"ids": " , ", "verb": "HIDE", "reason": "도배"},
        {"ids": "FB000001", "verb": "EAT", "reason": "도배"},
        {"ids": "FB000001", "verb": "HIDE", "reason": ""},
        {"ids": "FB000001", "verb": "HIDE", "reason": "도배", "category": "NONSENSE"},
        {"ids": " ".join(f"FB{number:06d}" for number in range(1001)), "verb": "HIDE", "reason": "도배"},
        {"ids": "FB\x00", "verb": "HIDE", "reason": "도배"},
    ],
)
def test_bulk_page_refuses_bad_input(fields, moderator, client_of):
    response = client_of(moderator).post(reverse("admin:moderation_decision_bulk"), {**fields, "apply": "1"})
    assert response.status_code == 422
    assert not Decision.objects.exists()


def test_many_texts_at_once_ask_for_a_proof_and_stand_in_the_log(citizen, admin_member, moderator, client_of):
    posts = [factories.post(citizen) for _ in range(3)]
    hide_text(posts[2], by=moderator, reason="도배")
    client, address = client_of(admin_member), reverse("admin:moderation_decision_bulk")
    session = client.session
    session[SINCE] -= 20 * 60
    session.save()
    ids = " ".join(post.public_id for post in posts)
    fields = {"ids": ids, "verb": "HIDE", "category": "SPAM", "reason": "같은 글 반복"}
    assert "아직 아무것도 바뀌지 않았습니다" in client.post(address, {**fields, "try": "1"}).text
    page = client.post(address, {**fields, "apply": "1"})
    assert 'name="proof"' in page.text
    assert dict(page.context["sent"]) == {**fields, "apply": "1"}
    assert not Decision.objects.filter(by=admin_member).exists()
    assert "처리 결과" in client.post(address, {**fields, "apply": "1", "proof": factories.PASSWORD}).text
    entries = LogEntry.objects.order_by("pk")
    assert [entry.object_id for entry in entries] == [str(post.pk) for post in posts[:2]]
    assert {(entry.user, entry.get_change_message()) for entry in entries} == {
        (admin_member, "일괄 조치: 숨김 (사유: 같은 글 반복)")
    }


def test_bulk_page_is_for_staff(reader, client_of):
    assert client_of(reader).get(reverse("admin:moderation_decision_bulk")).status_code == 302


def test_a_comment_with_nothing_open_costs_eleven_statements(citizen, reader, moderator):
    comments = factories.bare_comments(factories.post(citizen), reader, 12)
    # What staff may do is asked once.
    decide_many(comments[:1], verb="HIDE", by=moderator, reason="도배")

    def statements(some):
        with CaptureQueriesContext(connection) as asked:
            assert results(decide_many(some, verb="HIDE", by=moderator, reason="도배")) == [Result.DONE] * len(some)
        return len(asked)

    # Two of them are the savepoint that stands for a transaction here.
    assert statements(comments[2:]) - statements(comments[1:2]) == 9 * 11


def test_a_thousand_at_once_are_each_told_what_became_of_them(citizen, reader, moderator, monkeypatch):
    # What is promised is what became of each; how long it takes is measured elsewhere.
    monkeypatch.setattr("moderation.services.bulk.SECONDS", 600)
    post = factories.post(citizen)
    comments = factories.bare_comments(post, reader, 997)
    hidden = factories.comment(post, reader)
    hide_text(hidden, by=moderator, reason="도배")
    claimed = factories.comment(post, reader)
    claim(claimed, by=factories.staff_member("moderator", nickname="맡은운영자"))
    own = factories.comment(post, moderator)
    targets, missing = find_targets([one.public_id for one in (*comments, hidden, claimed, own)])
    assert (len(targets), missing) == (1000, [])
    outcomes = decide_many(targets, verb="HIDE", by=moderator, reason="도배", category="SPAM")
    assert results(outcomes) == [Result.DONE] * 997 + [Result.ALREADY, Result.REFUSED, Result.REFUSED]
    assert [one.public_id for one in outcomes] == [one.public_id for one in targets]
    assert Decision.objects.filter(by=moderator, category="SPAM").count() == 997
    assert Notification.objects.filter(member=reader, kind="DECISION").count() == 998
    post.counts.refresh_from_db()
    assert post.counts.comments == 2
