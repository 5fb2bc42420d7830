"""Flags: raised once a window, grown while open, settled by somebody; never a consequence by themselves."""

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, connection, transaction
from django.urls import reverse

from accounts.models import Member
from accounts.services import sign_up
from boards.models import Comment
from boards.services import edit_comment, edit_post, react
from moderation.jobs import raise_abuse_flag, screen_text
from moderation.models import AbuseFlag, Report, ReviewFlag
from moderation.services import file_report, flag_text, hide_text, raise_flag, settle_flag
from polls.services import edit_poll
from suggestions.services import edit_notice, edit_suggestion
from tests import factories


def queued(name):
    """The arguments of the queued jobs of a name."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT args FROM procrastinate_jobs WHERE task_name = %s ORDER BY id", [name])
        return [args if isinstance(args, dict) else __import__("json").loads(args) for (args,) in cursor.fetchall()]


def test_fifty_reactions_in_a_minute_raise_one_flag(citizen, reader, time_machine):
    time_machine.move_to("2026-11-20T12:00:05+09:00", tick=False)
    post = factories.post(citizen)
    for _press in range(49):
        react(post, by=reader, value="LIKE")
    assert queued("moderation.raise_flag") == []
    for _press in range(3):
        react(post, by=reader, value="LIKE")
    jobs = queued("moderation.raise_flag")
    assert jobs == [{"kind": "REACTIONS", "count": 50, "member_id": reader.pk, "address_hash": ""}]
    raise_abuse_flag(**jobs[0])
    assert AbuseFlag.objects.get().member == reader


def test_ten_reports_in_an_hour_raise_one_flag(citizen, reader, time_machine):
    time_machine.move_to("2026-11-20T12:00:30+09:00", tick=False)
    post = factories.post(citizen)
    for number in range(12):
        file_report(Report(comment=factories.comment(post, citizen), reason="SPAM"), by=reader)
        assert AbuseFlag.objects.count() == (number >= 9)
    flag = AbuseFlag.objects.get()
    assert (flag.kind, flag.member, flag.evidence, flag.windows) == ("REPORTS", reader, 10, 1)


def test_many_accounts_of_one_network_raise_a_flag_without_the_address(db, monkeypatch):
    monkeypatch.setattr("accounts.services.signup._try_code", lambda *_: None)
    monkeypatch.setattr("accounts.services.signup.use_code", lambda *_: None)
    for number in range(5):
        member = Member(kind="NORMAL", nickname=f"새회원{number}")
        values = {"address": f"new{number}@example.com", "code": "000000", "password": factories.PASSWORD}
        sign_up(member, ip=f"2001:db8::{number + 1}", **values)
    (job,) = queued("moderation.raise_flag")
    assert (job["kind"], job["count"], job["member_id"]) == ("ACCOUNTS", 4, None)
    assert len(job["address_hash"]) == 64
    assert "2001:db8" not in job["address_hash"]
    raise_abuse_flag(**job)
    assert AbuseFlag.objects.get().address_hash == job["address_hash"]


def test_open_flag_grows_and_a_settled_one_is_followed_by_another(reader, moderator):
    def again():
        return raise_flag(AbuseFlag(kind="REACTIONS", member=reader, evidence=50))

    first = again()
    assert again().pk == first.pk
    flag = AbuseFlag.objects.get()
    assert (flag.evidence, flag.windows) == (100, 2)
    assert settle_flag(flag, by=moderator, reason="그냥 열심히 읽는 회원") is True
    assert settle_flag(flag, by=moderator, reason="또") is False
    assert again().pk != first.pk
    assert reader.has_perm("boards.add_post")


def test_flag_is_about_a_member_or_an_address(reader):
    for values in ({}, {"member": reader, "address_hash": "a" * 64}):
        with pytest.raises(IntegrityError), transaction.atomic():
            AbuseFlag.objects.create(kind="REACTIONS", evidence=50, **values)


@pytest.mark.parametrize("who", ["reader", "anonymous"])
def test_settle_flag_is_for_staff(request, reader, who):
    flag = raise_flag(AbuseFlag(kind="REACTIONS", member=reader, evidence=50))
    with pytest.raises(PermissionDenied):
        settle_flag(flag, by=request.getfixturevalue(who), reason="제가 저를")


def test_new_and_changed_texts_are_screened_and_stay_where_they_are(citizen, reader, moderator):
    post = factories.post(citizen)
    comment = factories.comment(post, reader, text="이 새끼 손 좀 봐야겠네")
    jobs = queued("moderation.screen_text")
    assert jobs == [{"kind": "post", "pk": post.pk}, {"kind": "comment", "pk": comment.pk}]
    for job in jobs:
        screen_text(**job)
        screen_text(**job)
    flag = ReviewFlag.objects.get()
    assert (flag.target, flag.words, flag.score) == (comment, "이 새끼", 0.5)
    assert Comment.objects.get(pk=comment.pk).status == "PUBLISHED"
    comment.text = "말을 고쳤습니다"
    edit_comment(comment, by=reader)
    screen_text(**queued("moderation.screen_text")[-1])
    assert not ReviewFlag.objects.exists()
    screen_text(kind="post", pk=0)


def _of_post(citizen, admin_member):
    post = factories.post(citizen)
    return post, lambda: edit_post(post, by=citizen)


def _of_poll(citizen, admin_member, **kwargs):
    poll = factories.poll(admin_member, **kwargs)
    return poll.post, lambda: edit_poll(poll, by=admin_member)


def _of_upcoming_poll(citizen, admin_member):
    return _of_poll(citizen, admin_member, starts=1)


def _of_notice(citizen, admin_member):
    notice = factories.notice(admin_member)
    return notice.post, lambda: edit_notice(notice, by=admin_member)


def _of_suggestion(citizen, admin_member):
    suggestion = factories.suggestion(citizen)
    return suggestion.post, lambda: edit_suggestion(suggestion, by=citizen)


@pytest.mark.parametrize("make", [_of_post, _of_poll, _of_upcoming_poll, _of_notice, _of_suggestion])
def test_what_is_screened_when_it_is_made_is_screened_when_it_is_edited(make, citizen, admin_member):
    # Spec R23; of polls P14, of notices N4.
    post, edit = make(citizen, admin_member)
    made = queued("moderation.screen_text")
    assert made == [{"kind": "post", "pk": post.pk}]
    post.title = "멍청이 소리를 들었습니다"
    edit()
    assert queued("moderation.screen_text") == made * 2
    screen_text(**made[0])
    assert ReviewFlag.objects.get().target == post


def test_decision_settles_the_flag_of_its_text(citizen, moderator):
    post = factories.post(citizen, title="멍청이 소리를 들었습니다")
    flag_text(post)
    hide_text(post, by=moderator, reason="욕설")
    flag = ReviewFlag.objects.get()
    assert (flag.state, flag.by) == ("SETTLED", moderator)


def test_flags_wait_in_the_back_office_and_are_settled_there(citizen, reader, moderator, client_of):
    flag_text(factories.post(citizen, title="멍청이 소리를 들었습니다"))
    raise_flag(AbuseFlag(kind="REACTIONS", member=reader, evidence=50))
    client = client_of(moderator)
    tasks = {task.label: task.count for task in client.get(reverse("admin:index")).context["tasks"]}
    assert (tasks["이상 징후"], tasks["확인할 글(낱말)"]) == (1, 1)
    for model in (AbuseFlag, ReviewFlag):
        row = model.objects.get()
        address = reverse(f"admin:moderation_{model._meta.model_name}_changelist")
        assert client.get(address).status_code == 200
        fields = {"action": "settle", "_selected_action": [row.pk], "index": 0, "apply": "1", "reason": "문제없음"}
        client.post(address, fields)
        row.refresh_from_db()
        assert (row.state, row.note, row.by) == ("SETTLED", "문제없음", moderator)
