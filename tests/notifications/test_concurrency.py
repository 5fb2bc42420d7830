"""Many at once: one entry for each event, everybody told, nothing read that nobody saw."""

import threading

import pytest

from boards.models import Comment
from boards.services import add_comment
from notifications.models import Notification, NotificationPreference
from notifications.services import mark_read, notify, save_preference
from tests import factories
from tests.boards.test_concurrency import at_once

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.concurrency]
AT_ONCE = 20


def test_one_event_told_by_many_is_one_entry(citizen):
    at_once(*[lambda: notify([citizen], kind="COMMENT", text="댓글", url="/free/", event="comment:1")] * AT_ONCE)
    assert citizen.notifications.count() == 1


def test_a_crowd_comments_and_every_comment_is_told_once(citizen):
    post = factories.post(citizen)
    crowd = factories.MemberFactory.create_batch(AT_ONCE)
    at_once(*(lambda who=who: add_comment(Comment(post=post, text="안녕하세요"), by=who) for who in crowd))
    addresses = {comment.get_absolute_url() for comment in Comment.objects.select_related("post")}
    assert sorted(citizen.notifications.values_list("url", flat=True)) == sorted(addresses)


def test_reading_all_while_new_ones_arrive_leaves_these_unread(citizen):
    for number in range(10):
        notify([citizen], kind="COMMENT", text="댓글", event=f"old:{number}")
    newest = citizen.notifications.first().pk
    at_once(
        *[lambda: mark_read(Notification.objects.visible_to(citizen).filter(pk__lte=newest))] * 5,
        *(
            lambda number=number: notify([citizen], kind="COMMENT", text="댓글", event=f"new:{number}")
            for number in range(AT_ONCE)
        ),
    )
    unread = Notification.objects.visible_to(citizen).unread()
    assert {row.event.partition(":")[0] for row in unread} == {"new"}
    assert unread.count() == AT_ONCE


def test_each_entry_is_read_once(citizen):
    notify([citizen], kind="COMMENT", text="댓글")
    read = at_once(*[lambda: mark_read(Notification.objects.visible_to(citizen))] * AT_ONCE)
    assert sorted(read) == [0] * (AT_ONCE - 1) + [1]


def test_first_choice_in_many_windows_is_one_row(citizen):
    choices = [["COMMENT"], ["REPLY"], []]
    at_once(
        *(
            lambda muted=muted: save_preference(NotificationPreference(member=citizen, muted=muted))
            for muted in choices * 6
        )
    )
    assert NotificationPreference.objects.get().muted in choices


def test_switching_off_while_being_told_ends_with_silence(citizen):
    gate = threading.Event()

    def switch_off():
        save_preference(NotificationPreference(member=citizen, muted=["COMMENT"]))
        gate.set()

    def tell_afterwards(number):
        gate.wait(10)
        notify([citizen], kind="COMMENT", text="댓글", event=f"late:{number}")

    at_once(switch_off, *(lambda number=number: tell_afterwards(number) for number in range(5)))
    assert not citizen.notifications.exists()
