"""Mails on their way: once each, again when the server was away, never to whoever must get none."""

import re
import socket
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.db import IntegrityError, connection, transaction
from django.utils import timezone
from procrastinate.contrib.django.models import ProcrastinateJob

from accounts.models import EmailAccess, Member
from accounts.services import change_member_status, queue_member_mail, withdraw
from boards.models import Board
from notifications.jobs import announce_policies, forget_outdated, look_after_mail
from notifications.models.delivery import Delivery, Suppression
from notifications.models.mail_kinds import MAIL_WORDS
from notifications.services import digests
from notifications.services.mail_sender import attempt
from polibat.cache.circuit_breaker import CircuitBreaker
from polibat.mail import queue_mail
from policies.models import PolicyTemplate
from tests import factories
from tests.accounts.mail import deliver
from tests.notifications.mails import commented, try_all
from tests.notifications.post import post_office

pytestmark = pytest.mark.django_db
State = Delivery.State


@pytest.fixture
def postbox(settings):
    """A real mail server, and Django set to use it."""
    with post_office() as box:
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", box.port
        settings.EMAIL_USE_TLS = settings.EMAIL_USE_SSL = False
        yield box


def unique(number):
    """What no two members share."""
    mark = number.to_bytes(32)
    return {"nickname_key": f"군중{number}", "email_index": mark, "mailbox_index": mark, "email_cipher": mark}


def test_a_mail_is_queued_without_address_or_words_in_clear(citizen):
    queue_member_mail(citizen, template="temporary_password", context={"password": "Zx9!secret"})
    queue_mail(to="who@example.com", template="signup_code", context={"code": "987654"})
    with connection.cursor() as cursor:
        cursor.execute("SELECT notifications_delivery::text FROM notifications_delivery")
        rows = " ".join(text for (text,) in cursor.fetchall())
        cursor.execute("SELECT args::text FROM procrastinate_jobs")
        rows += " ".join(text for (text,) in cursor.fetchall())
    assert not re.search(r"example\.com|Zx9|987654|글쓴시민", rows)


def test_an_accepted_mail_says_so_and_keeps_no_words(citizen, mailoutbox):
    queue_member_mail(citizen, template="welcome", context={})
    deliver()
    row = Delivery.objects.get()
    assert (row.state, row.sealed, row.attempts) == (State.ACCEPTED, "", 1)
    assert row.accepted_at is not None
    assert mailoutbox[0].extra_headers["Message-ID"] == row.message_id
    assert EmailAccess.objects.get().purpose == "메일 발송: welcome"


def test_one_event_makes_one_mail_a_recipient(citizen, reader, mailoutbox):
    for member in (citizen, citizen, reader):
        queue_mail(member=member, template="welcome", context={}, event="joined")
    deliver()
    assert len(mailoutbox) == 2
    row = Delivery.objects.first()
    with pytest.raises(IntegrityError), transaction.atomic():
        Delivery.objects.create(kind="welcome", event="joined", recipient=row.recipient)


def test_a_mail_is_not_sent_again_by_a_second_job(citizen, mailoutbox):
    queue_member_mail(citizen, template="welcome", context={})
    key = Delivery.objects.get().key
    attempt(key)
    attempt(key)
    assert len(mailoutbox) == 1


def test_a_mailbox_that_does_not_exist_is_a_bounce_at_once_and_stops_mail(citizen, postbox):
    postbox.rcpt_answers.append("550 5.1.1 no such user who@example.com")
    queue_member_mail(citizen, template="welcome", context={})
    try_all()
    row = Delivery.objects.get()
    assert (row.state, row.attempts) == (State.BOUNCED, 1)
    assert row.reason.startswith("550")
    assert "@" not in row.reason
    queue_member_mail(citizen, template="password_changed", context={})
    queue_member_mail(citizen, template="temporary_password", context={"password": "x"})
    try_all()
    # What its owner asked for this minute is tried all the same.
    assert [mail["Subject"] for _, mail in postbox.mails] == ["[정치방망이] 임시 비밀번호"]
    assert Delivery.objects.get(kind="password_changed").state == State.DROPPED


def test_a_new_address_is_reached_again(citizen, mailoutbox):
    Suppression.objects.create(mark=bytes(citizen.email_index), reason="BOUNCED")
    queue_member_mail(citizen, template="welcome", context={})
    try_all()
    assert mailoutbox == []
    Member.objects.filter(pk=citizen.pk).update(email_index=b"\x01" * 32)
    Suppression.objects.update(mark=b"\x02" * 32)
    queue_member_mail(citizen, template="password_changed", context={})
    try_all()
    assert len(mailoutbox) == 1


def test_a_temporary_refusal_is_tried_again_under_the_same_message_id(citizen, postbox):
    with time_machine.travel(datetime(2026, 11, 23, 5, 0, tzinfo=UTC), tick=False) as clock:
        queue_member_mail(citizen, template="welcome", context={})
        postbox.rcpt_answers.append("451 4.3.0 later")
        try_all()
        row = Delivery.objects.get()
        assert (row.state, row.next_at - timezone.now()) == (State.QUEUED, timedelta(minutes=1))
        first = row.message_id
        postbox.data_answers.append("452 4.2.2 full")
        clock.shift(60)
        try_all()
        row.refresh_from_db()
        assert row.next_at - timezone.now() == timedelta(minutes=2)
        clock.shift(119)
        try_all()
        assert postbox.mails == []
        clock.shift(1)
        try_all()
    assert [mail["Message-ID"] for _, mail in postbox.mails] == [first]


def test_a_dead_server_is_tried_for_a_day_and_then_said_to_have_failed(citizen, settings, postbox, monkeypatch):
    settings.EMAIL_PORT = 1
    # That the server is left alone meanwhile is another test's.
    monkeypatch.setattr(CircuitBreaker, "lets_pass", lambda _: True)
    monkeypatch.setattr(CircuitBreaker, "is_open", lambda _: False)
    with time_machine.travel(datetime(2026, 11, 23, tzinfo=UTC), tick=False) as clock:
        queue_member_mail(citizen, template="welcome", context={})
        for _ in range(30):
            try_all()
            row = Delivery.objects.get()
            if row.state != State.QUEUED:
                break
            assert timedelta(minutes=1) <= row.next_at - timezone.now() <= timedelta(hours=4)
            clock.move_to(row.next_at)
        assert row.state == State.FAILED
        assert row.reason == "ConnectionRefusedError"
        assert timedelta(hours=20) <= row.ended_at - row.queued_at <= timedelta(hours=24)
        assert row.sealed == ""
        # A code that nobody can use any more is not sent tomorrow.
        queue_mail(to="who@example.com", template="signup_code", context={"code": "123456"})
        code = Delivery.objects.get(kind="signup_code")
        while code.state == State.QUEUED:
            clock.move_to(code.next_at)
            attempt(code.key)
            code.refresh_from_db()
        assert code.ended_at - code.queued_at < timedelta(minutes=10)


def test_a_server_that_refuses_us_is_no_bounce(citizen, postbox):
    postbox.sender_answers.append("530 5.7.0 sign in first")
    queue_member_mail(citizen, template="welcome", context={})
    try_all()
    assert Delivery.objects.get().state == State.QUEUED
    assert not Suppression.objects.exists()


def test_a_slow_server_does_not_hold_us(citizen, settings):
    with socket.create_server(("127.0.0.1", 0)) as silent:
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = silent.getsockname()
        settings.EMAIL_USE_TLS = settings.EMAIL_USE_SSL = False
        settings.EMAIL_TIMEOUT = 0.2
        queue_member_mail(citizen, template="welcome", context={})
        try_all()
    row = Delivery.objects.get()
    assert (row.state, row.reason) == (State.QUEUED, "SMTPServerDisconnected")


def test_an_interrupted_mail_is_sent_again_unless_its_sender_lives(citizen, mailoutbox):
    queue_member_mail(citizen, template="welcome", context={})
    Delivery.objects.update(state=State.SENDING, message_id="<left@mail.example>", claimed_at=timezone.now())
    key = Delivery.objects.get().key
    attempt(key)
    assert [mail.extra_headers["Message-ID"] for mail in mailoutbox] == ["<left@mail.example>"]


@pytest.mark.parametrize("status", ["SUSPENDED", "BANNED"])
def test_nothing_is_sent_to_a_member_who_was_shut_out_meanwhile(citizen, reader, superuser, mailoutbox, status):
    commented(factories.post(citizen), reader)
    days = 3 if status == "SUSPENDED" else None
    change_member_status(citizen, to=status, by=superuser, reason="도배", days=days)
    try_all()
    # Of the decision itself they hear.
    assert [mail.subject for mail in mailoutbox] == [
        f"[정치방망이] 회원 상태가 변경되었습니다: {'정지' if days else '강퇴'}"
    ]
    assert Delivery.objects.get(kind="comment").state == State.DROPPED


def test_nothing_is_sent_to_whoever_left(citizen, reader, mailoutbox):
    citizen.set_password("polibat-1234!")
    citizen.save()
    delivery = commented(factories.post(citizen), reader)
    withdraw(citizen, password="polibat-1234!")
    try_all()
    delivery.refresh_from_db()
    assert (mailoutbox, delivery.state, delivery.sealed) == ([], State.DROPPED, "")


def test_policies_ahead_are_announced_once(citizen, reader, politician_member, mailoutbox):
    version = factories.policy_version("terms", days=10)
    announce_policies(0)
    announce_policies(0)
    told = set(Delivery.objects.filter(event=f"policy:{version.public_id}").values_list("recipient", flat=True))
    assert {citizen.public_id, reader.public_id, politician_member.public_id} <= told
    try_all()
    assert len(mailoutbox) == len(told)
    assert digests.announce_policies() == 0


def test_a_crowd_is_told_of_a_policy_in_few_statements_and_after_a_kill_the_rest(
    citizen, suspended, politician_member, django_assert_max_num_queries
):
    model = Member.objects.values().get(pk=citizen.pk)
    crowd = [
        Member(**model | {"id": None, "public_id": f"NM8{number:05}", "nickname": f"군중{number}", **unique(number)})
        for number in range(5000)
    ]
    Member.objects.bulk_create(crowd)
    template = PolicyTemplate.objects.get(slug="terms")
    PolicyTemplate.objects.filter(pk=template.pk).update(target=PolicyTemplate.Target.NORMAL)
    version = factories.policy_version("terms", days=10)
    told = Delivery.objects.filter(event=f"policy:{version.public_id}")

    asked = []

    def killed_at_the_third(execute, sql, values, many, context):
        asked.append(sql)
        if sum("policy_notice" in one for one in asked) == 3:
            raise KeyboardInterrupt
        return execute(sql, values, many, context)

    with connection.execute_wrapper(killed_at_the_third), pytest.raises(KeyboardInterrupt):
        announce_policies(0)
    assert told.count() == 2000
    with django_assert_max_num_queries(8):
        assert digests.announce_policies() == 3001
    assert told.values("recipient").distinct().count() == told.count() == 5001
    assert not told.filter(member__in=[suspended, politician_member]).exists()
    assert digests.announce_policies() == 0


def test_what_lost_its_job_is_looked_after(citizen, mailoutbox):
    queue_member_mail(citizen, template="welcome", context={})
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM procrastinate_jobs")
    look_after_mail(0)
    assert not ProcrastinateJob.objects.exists()
    with time_machine.travel(timezone.now() + timedelta(seconds=10)):
        look_after_mail(0)
    assert len(deliver()) == 1


def test_old_mails_are_forgotten_but_not_what_proves_something(citizen, office):
    queue_member_mail(citizen, template="welcome", context={})
    post = factories.post(citizen, Board.POLITICIAN, politician=office)
    try_all()
    with time_machine.travel(timezone.now() + timedelta(days=181)):
        forget_outdated(0)
    assert [row.about for row in Delivery.objects.all()] == [post.public_id]


def test_developers_see_every_mail(client, settings):
    settings.EMBEDDED = True
    page = client.get("/dev/mail/templates/").text
    assert all(words in page for words in MAIL_WORDS.values())
    one = client.get("/dev/mail/templates/answer/")
    assert "prefers-color-scheme: dark" in one.text
    assert "default-src 'none'" in one["Content-Security-Policy"]
    assert client.get("/dev/mail/templates/nothing/").status_code == 404
    settings.EMBEDDED = False
    assert client.get("/dev/mail/templates/").status_code == 404


def test_staff_see_what_became_of_mails_without_words(client_of, citizen, moderator):
    queue_member_mail(citizen, template="welcome", context={})
    try_all()
    page = client_of(moderator).get("/admin/notifications/delivery/").text
    assert citizen.public_id in page
    assert "전달됨" in page
    assert "example.com" not in page
