"""Mails on their way: once each, again when the server was away, never to whoever must get none."""

import re
import socket
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.core.signing import dumps
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.utils import timezone
from procrastinate.contrib.django.models import ProcrastinateJob

from accounts.models import EmailAccess, Member
from accounts.services import change_member_status, queue_member_mail, withdraw
from boards.models import Board
from boards.services import edit_post, withdraw_post
from dev.mail_previews import values
from moderation.services import hide_text
from notifications.jobs import announce_policies, forget_outdated, look_after_mail, mail_notifications, send_digests
from notifications.models import Notification, NotificationPreference
from notifications.models.delivery import Delivery, Suppression
from notifications.models.mail_kinds import MAIL_OF_KIND, MAIL_WORDS, OPTIONAL
from notifications.services import digests
from notifications.services.bounces import unsubscribe
from notifications.services.links import UNSUBSCRIBE, open_address
from notifications.services.mail_sender import attempt
from polibat.mail import queue_mail
from policies.models import PolicyTemplate
from tests import factories
from tests.accounts.mail import deliver
from tests.markup import tidy
from tests.notifications.post import post_office

pytestmark = pytest.mark.django_db
State = Delivery.State
Choice = NotificationPreference.Mail


@pytest.fixture
def postbox(settings):
    """A real mail server, and Django set to use it."""
    with post_office() as box:
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", box.port
        settings.EMAIL_USE_TLS = settings.EMAIL_USE_SSL = False
        yield box


@pytest.fixture
def office(politician):
    """A politician whose office has a public address, and for whom nobody speaks here."""
    politician.office_email = "office@assembly.example"
    politician.save(update_fields=["office_email"])
    return politician


def try_all():
    """Try what is due now."""
    for key in Delivery.objects.due(timezone.now()).order_by("pk").values_list("key", flat=True):
        attempt(key)


def make_mails():
    """Turn notifications into deliveries."""
    mail_notifications(0)


def unique(number):
    """What no two members share."""
    mark = number.to_bytes(32)
    return {"nickname_key": f"군중{number}", "email_index": mark, "email_cipher": mark}


def commented(post, author):
    factories.comment(post, author)
    make_mails()
    return Delivery.objects.get(kind="comment")


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


@pytest.mark.parametrize("by", ["rcpt_answers", "data_answers"])
def test_a_permanent_refusal_is_a_bounce_at_once_and_stops_mail(citizen, postbox, by):
    getattr(postbox, by).append("550 5.1.1 no such user who@example.com")
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


def test_a_dead_server_is_tried_for_a_day_and_then_said_to_have_failed(citizen, settings, postbox):
    settings.EMAIL_PORT = 1
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


def test_a_member_chooses_at_once_daily_or_never(citizen, reader, mailoutbox):
    post = factories.post(citizen)
    preference = NotificationPreference(member=citizen, mail=Choice.OFF)
    preference.save()
    factories.comment(post, reader)
    make_mails()
    preference.mail = Choice.DAILY
    preference.save()
    factories.comment(post, reader, "아침에 모아서 받을 말입니다.")
    factories.comment(post, reader, "이 말도 그렇습니다.")
    make_mails()
    assert not Delivery.objects.exists()
    preference.mail = Choice.NOW
    preference.mail_muted = ["comment"]
    preference.save()
    factories.comment(post, reader, "사이트에서만 볼 말입니다.")
    make_mails()
    assert not Delivery.objects.exists()
    assert Notification.objects.filter(mail="DAILY").count() == 2


def test_the_mail_of_the_day_comes_once_from_eight_on(citizen, reader, mailoutbox):
    NotificationPreference(member=citizen, mail=Choice.DAILY).save()
    post = factories.post(citizen)
    with time_machine.travel(datetime(2026, 11, 23, 22, 59, tzinfo=UTC), tick=False) as clock:
        for number in range(3):
            factories.comment(post, reader, f"댓글 {number}입니다.")
        make_mails()
        first = Notification.objects.filter(member=citizen).earliest("pk")
        first.read_at = timezone.now()
        first.save()
        send_digests(0)
        assert not Delivery.objects.exists()
        clock.shift(3 * 3600)  # late
        send_digests(0)
        send_digests(0)
        factories.comment(post, reader, "아침이 지난 뒤의 댓글입니다.")
        make_mails()
        send_digests(0)
        try_all()
        (mail,) = mailoutbox
        assert mail.body.count("댓글을 남겼습니다") == 2
        clock.shift(24 * 3600)
        send_digests(0)
        try_all()
    assert len(mailoutbox) == 2
    assert mailoutbox[1].body.count("댓글을 남겼습니다") == 1


def test_one_click_ends_these_mails_and_no_others(client_of, citizen, reader, mailoutbox):
    commented(factories.post(citizen), reader)
    try_all()
    headers = mailoutbox[0].extra_headers
    assert headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    address = re.fullmatch(r"<(.+)>", headers["List-Unsubscribe"])[1].removeprefix("http://127.0.0.1:8000")
    visitor = client_of(enforce_csrf_checks=True)
    assert "그만 받기" in visitor.get(address).text
    assert NotificationPreference.objects.of(citizen).mail_muted == []
    for _ in range(2):
        done = visitor.post(address, "List-Unsubscribe=One-Click", content_type="application/x-www-form-urlencoded")
        assert done.status_code == 200
    chosen = NotificationPreference.objects.of(citizen)
    assert (chosen.mail_muted, chosen.mail, chosen.muted) == (["comment"], Choice.NOW, [])
    visitor.post(address, {"everything": "1"})
    assert NotificationPreference.objects.of(citizen).mail == Choice.OFF
    for broken in (f"{address[:-2]}x/", "/mail/unsubscribe/x/", "/mail/unsubscribe/a:b:c/"):
        assert visitor.post(broken).status_code == 404
    odd = dumps([1, 2], salt=UNSUBSCRIBE)
    assert visitor.get(f"/mail/unsubscribe/{odd}/").status_code == 404


@pytest.mark.parametrize("kind", sorted(set(MAIL_WORDS) - OPTIONAL))
def test_account_mail_cannot_be_unsubscribed(citizen, mailoutbox, kind):
    queue_member_mail(citizen, template=kind, context=values() | {"nickname": ""})
    try_all()
    assert "List-Unsubscribe" not in mailoutbox[0].extra_headers
    assert "그만 받기" not in mailoutbox[0].body


def test_every_kind_of_notification_that_is_mailed_has_its_mail():
    assert set(MAIL_OF_KIND) <= set(Notification.Kind.values)
    assert set(MAIL_OF_KIND.values()) <= set(MAIL_WORDS)


def test_the_office_gets_the_text_and_never_who_wrote_it(
    client, client_of, citizen, office, mailoutbox, django_capture_on_commit_callbacks
):
    post = factories.post(citizen, Board.POLITICIAN, politician=office, body="<p>통학로에 신호등이 필요합니다.</p>")
    deliver()
    (mail,) = mailoutbox
    assert mail.to == ["office@assembly.example"]
    markup = mail.alternatives[0][0]
    for text in (mail.body, markup):
        assert "통학로에 신호등이 필요합니다." in text
        assert citizen.nickname in text
        assert not re.search(rf"{citizen.public_id}|example\.com", text.replace("assembly.example", ""))
    link = re.search(r"http://127\.0\.0\.1:8000(/mail/open/\S+)", mail.body)[1]
    assert "의원실에 전달됨" in client.get(post.get_absolute_url()).text
    # A gateway follows the link, as a browser of nobody in particular would; that says nothing.
    token = link.split("/")[-2]
    for looked in (client.head(link), client.get(link), client.get(link, headers={"Sec-Purpose": "prefetch"})):
        assert looked["Location"] == f"{post.get_absolute_url()}#opened={token}"
    assert client_of(citizen).get(link).status_code == 302
    assert Delivery.objects.get().opened_at is None
    Delivery.objects.update(accepted_at=datetime(2026, 11, 23, 4, 0, tzinfo=UTC))
    # The page that is kept for visitors is made anew.
    with (
        django_capture_on_commit_callbacks(execute=True),
        time_machine.travel(datetime(2026, 11, 23, 5, 5, tzinfo=UTC)),
    ):
        assert Client(enforce_csrf_checks=True).post(link).status_code == 204
    client.post(link)
    assert client.get(link)["Location"] == post.get_absolute_url()
    page = tidy(client.get(post.get_absolute_url()))
    assert re.search(r"의원실에 전달됨 ·<time[^>]+>11\.23\. 13:00", page)
    assert re.search(r"의원실이 확인함 ·<time[^>]+>11\.23\. 14:05", page)
    for made_up in ("/mail/open/made-up/", f"/mail/open/{token[:-2]}/"):
        assert (client.get(made_up).status_code, client.post(made_up).status_code) == (404, 404)


def test_who_is_signed_in_or_answers_has_opened_it(client_of, citizen, office, mailoutbox):
    speaker = factories.speaker_for(office)
    speaker.applications.update(wants_mail=True)
    posts = [
        factories.post(citizen, Board.POLITICIAN, politician=office, title=title) for title in ("첫 질문", "둘째 질문")
    ]
    deliver()
    first, second = Delivery.objects.order_by("pk")
    for who in (speaker, citizen):
        client_of(who).get(open_address(second).removeprefix("http://127.0.0.1:8000"))
    # Without a script: the answer itself says it.
    done = client_of(speaker).post(f"{posts[0].get_absolute_url()}comments/", {"text": "살펴보고 답변드립니다."})
    assert done.status_code == 302
    factories.comment(posts[1], citizen)
    first.refresh_from_db()
    second.refresh_from_db()
    assert None not in {first.opened_at, second.opened_at}


def test_an_answer_of_a_citizen_is_no_opening(citizen, reader, office, mailoutbox):
    factories.comment(factories.post(citizen, Board.POLITICIAN, politician=office), reader)
    deliver()
    assert Delivery.objects.get(kind="politician_named").opened_at is None


def test_members_who_speak_get_the_mail_instead_of_the_public_address(citizen, office, mailoutbox):
    speaker = factories.speaker_for(office)
    factories.post(citizen, Board.POLITICIAN, politician=office)
    assert not Delivery.objects.exists()
    speaker.applications.update(wants_mail=True)
    factories.post(citizen, Board.POLITICIAN, politician=office, title="다른 이야기입니다")
    assert Delivery.objects.get().member == speaker


def test_an_office_gets_one_mail_in_ten_minutes_with_the_rest_bundled(citizen, reader, office, mailoutbox):
    with time_machine.travel(datetime(2026, 11, 23, 5, 0, tzinfo=UTC), tick=False) as clock:
        factories.post(citizen, Board.POLITICIAN, politician=office, title="첫 이야기")
        try_all()
        posts = [
            factories.post(author, Board.POLITICIAN, politician=office, title=title)
            for author, title in ((citizen, "둘째 이야기"), (reader, "셋째 이야기"))
        ]
        try_all()
        assert len(mailoutbox) == 1
        clock.shift(9 * 60)
        try_all()
        assert len(mailoutbox) == 1
        clock.shift(60)
        try_all()
    assert len(mailoutbox) == 2
    assert "새 글 2건" in mailoutbox[1].subject
    assert {"둘째 이야기", "셋째 이야기"} <= set(re.findall(r"■ (\S+ 이야기)", mailoutbox[1].body))
    for post in posts:
        row = Delivery.objects.get(about=post.public_id)
        assert (row.state, row.message_id) == (State.ACCEPTED, mailoutbox[1].extra_headers["Message-ID"])


def test_an_office_may_ask_for_no_more(client_of, citizen, office, mailoutbox):
    factories.post(citizen, Board.POLITICIAN, politician=office)
    try_all()
    address = mailoutbox[0].extra_headers["List-Unsubscribe"][1:-1].removeprefix("http://127.0.0.1:8000")
    assert "office" not in address
    client_of().post(address)
    with time_machine.travel(timezone.now() + timedelta(minutes=11)):
        post = factories.post(citizen, Board.POLITICIAN, politician=office, title="다시 묻습니다")
        try_all()
    assert len(mailoutbox) == 1
    assert "전달하지 못함" in client_of().get(post.get_absolute_url()).text


@pytest.mark.parametrize("how", ["withdrawn", "hidden"])
def test_a_text_that_is_gone_is_not_mailed(citizen, office, moderator, mailoutbox, how):
    post = factories.post(citizen, Board.POLITICIAN, politician=office)
    if how == "withdrawn":
        withdraw_post(post, by=citizen)
    else:
        hide_text(post, by=moderator, reason="개인정보")
    try_all()
    assert mailoutbox == []
    assert Delivery.objects.get(about=post.public_id).sealed == ""


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


def test_the_settings_say_that_mail_came_back_and_store_the_choice(client_of, citizen):
    client, address = client_of(citizen), "/me/notification-settings/"
    assert "반송되어" not in client.get(address).text
    client.post(address, {"COMMENT": "on", "mail": "DAILY", "mail_off": ["answer"]})
    chosen = NotificationPreference.objects.of(citizen)
    assert (chosen.mail, chosen.mail_muted) == ("DAILY", ["answer"])
    Suppression.objects.create(mark=bytes(citizen.email_index), reason="BOUNCED")
    assert "반송되어" in client.get(address).text


def test_unsubscribing_from_the_mail_of_the_day_ends_it(citizen):
    NotificationPreference(member=citizen, mail=Choice.DAILY).save()
    unsubscribe(citizen.public_id, "digest", b"")
    assert NotificationPreference.objects.of(citizen).mail == Choice.OFF


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


def test_editing_says_nothing_twice(citizen, office, mailoutbox):
    post = factories.post(citizen, Board.POLITICIAN, politician=office)
    post.title = "고친 제목입니다"
    edit_post(post, by=citizen)
    try_all()
    assert len(mailoutbox) == 1
