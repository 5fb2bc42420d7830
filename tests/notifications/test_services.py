"""Telling members: whom, once, and of what they want to hear."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError
from django.utils import timezone

from boards.models import Board
from moderation.models import Report
from moderation.services import dismiss_reports, file_report, hide_text
from notifications.jobs import forget_outdated
from notifications.models import Notification, NotificationPreference
from notifications.services import forget_notifications, notify, save_preference
from politicians.services import tell_speakers
from tests import factories
from tests.factories import MemberFactory, suspended_member

pytestmark = pytest.mark.django_db
Kind = Notification.Kind


def tell(*members, kind=Kind.COMMENT, text="댓글이 달렸습니다.", **kwargs):
    notify(members, kind=kind, text=text, **kwargs)


def mute(member, *kinds):
    return save_preference(NotificationPreference(member=member, muted=list(kinds)))


def kinds_of(member):
    return sorted(member.notifications.values_list("kind", flat=True))


def test_notify_leaves_out_those_who_cannot_sign_in(citizen):
    tell(citizen, MemberFactory(status="BANNED"), suspended_member())
    assert [row.member for row in Notification.objects.all()] == [citizen]


def test_notify_shortens_what_is_too_long(citizen):
    tell(citizen, text="가" * 500)
    assert len(Notification.objects.get().text) == 300


def test_notify_tells_each_member_once(citizen, reader):
    tell(citizen, reader, citizen)
    assert Notification.objects.count() == 2


def test_notify_tells_one_event_once_to_each_member(citizen, reader):
    for _ in range(2):
        tell(citizen, event="comment:FB000001-CM0001")
    tell(citizen, reader, event="comment:FB000001-CM0001")
    tell(citizen, event="comment:FB000001-CM0002")
    assert (citizen.notifications.count(), reader.notifications.count()) == (2, 1)


def test_notify_without_an_event_tells_each_time(citizen):
    tell(citizen)
    tell(citizen)
    assert citizen.notifications.count() == 2


def test_one_entry_an_event_by_the_database(citizen):
    tell(citizen, event="comment:FB000001-CM0001")
    twin = Notification(member=citizen, kind=Kind.COMMENT, text="또", event="comment:FB000001-CM0001")
    with pytest.raises(IntegrityError, match="notification_once_an_event"):
        twin.save()


@pytest.mark.parametrize("crowd", [1, 30])
def test_notify_asks_for_the_preferences_of_all_in_one_query(crowd, django_assert_num_queries):
    members = MemberFactory.create_batch(crowd)
    mute(members[0], Kind.COMMENT)
    # With everybody mute there is nothing to store.
    with django_assert_num_queries(2 if crowd > 1 else 1):
        tell(*members)
    assert Notification.objects.count() == crowd - 1


def test_notify_asks_nothing_when_nobody_is_told(django_assert_num_queries):
    with django_assert_num_queries(0):
        tell(MemberFactory.build(status="BANNED", public_id="NM1", email_index=b"", email_cipher=b""))


def test_what_is_switched_off_is_not_told_and_everything_else_is(citizen, reader):
    mute(citizen, Kind.COMMENT)
    post = factories.post(citizen)
    factories.comment(post, reader, parent=factories.comment(post, citizen))
    factories.comment(post, reader)
    assert kinds_of(citizen) == ["REPLY"]
    mute(citizen)
    factories.comment(post, reader)
    assert kinds_of(citizen) == ["COMMENT", "REPLY"]


def test_switching_a_kind_off_concerns_oneself_alone(citizen, reader):
    mute(citizen, Kind.COMMENT)
    tell(citizen, reader)
    assert [row.member for row in Notification.objects.all()] == [reader]


@pytest.mark.parametrize("kind", Notification.ALWAYS)
def test_what_is_due_cannot_be_switched_off(citizen, kind):
    with pytest.raises(ValidationError, match="끌 수 없습니다"):
        mute(citizen, kind)
    tell(citizen, kind=kind)
    assert kinds_of(citizen) == [kind]


@pytest.mark.parametrize("kind", Notification.ALWAYS)
def test_what_is_due_cannot_be_switched_off_by_the_database(citizen, kind):
    with pytest.raises(IntegrityError, match="notification_preference_keeps_what_is_due"):
        NotificationPreference.objects.create(member=citizen, muted=[kind])


def test_everybody_who_never_chose_hears_of_everything(citizen):
    assert NotificationPreference.objects.of(citizen).muted == []


def test_every_kind_of_event_is_told_with_a_link(
    citizen, reader, politician, politician_member, aide, moderator, admin_member
):
    post = factories.post(citizen, Board.POLITICIAN, politician=politician)
    factories.comment(post, reader, parent=factories.comment(post, citizen))
    factories.comment(post, politician_member)
    factories.comment(post, reader)
    assert kinds_of(citizen) == ["ANSWER", "COMMENT", "REPLY"]
    assert kinds_of(politician_member) == kinds_of(aide) == ["NAMED"]
    file_report(Report(post=post, reason=Report.Reason.PRIVACY), by=reader)
    assert kinds_of(moderator) == kinds_of(admin_member) == ["STAFF"]
    hide_text(post, by=moderator, reason="개인정보가 있습니다")
    assert kinds_of(citizen)[2:] == ["DECISION", "DECISION", "REPLY"]
    assert kinds_of(reader) == ["REPORT"]
    # The post is out of the reporter's sight; everything else leads somewhere, and says what it is about only once.
    assert {row.kind for row in Notification.objects.filter(url="")} == {"REPORT"}
    assert not Notification.objects.filter(event__isnull=True).exists()


def test_naming_somebody_again_tells_them_once(citizen, politician, politician_member):
    post = factories.post(citizen, Board.POLITICIAN, politician=politician)
    tell_speakers(politician, by=citizen, title=post.title, url=post.get_absolute_url())
    assert kinds_of(politician_member) == ["NAMED"]


def test_reports_of_one_text_are_answered_once_to_each_reporter_and_anew_after_another_report(
    citizen, reader, moderator
):
    comment = factories.comment(factories.post(citizen), citizen)
    for expected in (1, 2):
        report = file_report(Report(comment=comment, reason=Report.Reason.SPAM), by=MemberFactory())
        dismiss_reports(comment, by=moderator, reason="살펴보았습니다")
        assert kinds_of(report.reporter) == ["REPORT"]
        assert Notification.objects.filter(kind="REPORT").count() == expected


def test_outdated_notifications_go_and_unread_ones_stay(citizen, time_machine):
    for text in ("오래전에 읽음", "읽지 않음", "어제 읽음"):
        tell(citizen, text=text)
    now = timezone.now()
    read = {"오래전에 읽음": now - timedelta(days=181), "어제 읽음": now - timedelta(days=179)}
    for text, at in read.items():
        citizen.notifications.filter(text=text).update(read_at=at)
    citizen.notifications.update(created_at=now - timedelta(days=400))
    forget_outdated(0)
    assert {row.text for row in citizen.notifications.all()} == {"읽지 않음", "어제 읽음"}


def test_forgetting_takes_the_preferences_along(citizen, reader):
    mute(citizen, Kind.COMMENT)
    mute(reader, Kind.COMMENT)
    tell(citizen, kind=Kind.REPLY)
    forget_notifications(citizen)
    assert list(NotificationPreference.objects.values_list("member", flat=True)) == [reader.pk]
    assert not citizen.notifications.exists()
