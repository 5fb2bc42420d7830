"""What a mail server says about an address, and what it says about us; a server that is down is left alone."""

import socket
from datetime import timedelta

import pytest
from django.core.cache import cache
from django.utils import timezone
from procrastinate.contrib.django.models import ProcrastinateJob

from accounts.models import EmailAccess
from accounts.services import queue_member_mail
from notifications.jobs import send_delivery
from notifications.models.delivery import Delivery, Suppression
from notifications.services.mail_sender import attempt
from polibat.mail import queue_mail
from polibat.mail.breaker import mail_breaker
from tests.accounts.mail import deliver
from tests.notifications.mails import try_all
from tests.notifications.post import post_office
from tests.notifications.test_teams import facts_of

pytestmark = pytest.mark.django_db
State = Delivery.State
FULL, QUOTA = "552 5.2.2 mailbox full", "554 5.7.0 daily sending quota exceeded"


@pytest.fixture(scope="module")
def server():
    """A real mail server."""
    with post_office() as box:
        yield box


@pytest.fixture
def postbox(server, settings):
    """The server without anything from the test before, and Django set to use it."""
    server.mails, server.rcpt_answers, server.data_answers = [], [], []
    lead_to(settings, "127.0.0.1", server.port)
    return server


def lead_to(settings, host, port):
    """Let mails go there."""
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT, settings.EMAIL_TIMEOUT = host, port, 0.2
    settings.EMAIL_USE_TLS = settings.EMAIL_USE_SSL = False


def mails(number):
    """So many mails to strangers, which wait."""
    for one in range(number):
        queue_mail(to=f"n{one}@example.com", template="welcome", context={})


@pytest.mark.parametrize(
    ("answer", "is_bounce"),
    [
        ("550 5.1.1 no such user", True),
        ("550 5.1.2 no such domain", True),
        ("556 5.1.10 null MX", True),
        ("550 5.1.8 your domain is bad", False),
        ("550 5.10.1 unheard of", False),
        ("550 no such user", False),
        (FULL, False),
        ("550 5.7.1 blocked by policy", False),
        (QUOTA, False),
        ("452 4.2.2 mailbox full", False),
    ],
)
def test_only_a_mailbox_that_does_not_exist_stops_mail(citizen, postbox, answer, is_bounce):
    postbox.rcpt_answers.append(answer)
    queue_member_mail(citizen, template="welcome", context={})
    try_all()
    row = Delivery.objects.get()
    assert row.state == (State.BOUNCED if is_bounce else State.QUEUED)
    assert row.reason.startswith(answer[:3])
    assert Suppression.objects.exists() is is_bounce


@pytest.mark.parametrize("answer", ["550 5.1.1 no such user", FULL, QUOTA, "554 5.7.1 content", "554 no", "451 later"])
def test_what_is_said_after_the_text_says_nothing_against_the_address(citizen, postbox, answer):
    postbox.data_answers.append(answer)
    queue_member_mail(citizen, template="welcome", context={})
    try_all()
    row = Delivery.objects.get()
    assert (row.state, row.attempts, Suppression.objects.exists()) == (State.QUEUED, 1, False)
    Delivery.objects.update(next_at=timezone.now())
    try_all()
    assert len(postbox.mails) == 1


def test_refusals_in_a_row_stop_everything_and_staff_hear_of_it(postbox, teams, client_of, superuser, client):
    postbox.data_answers += [QUOTA] * 9
    mails(8)
    try_all()
    assert len(postbox.data_answers) == 9 - mail_breaker.failures
    resting = Delivery.objects.filter(reason="메일 서버를 잠시 쉬게 함")
    assert (resting.count(), set(resting.values_list("attempts", flat=True))) == (3, {0})
    deliver()
    (card,) = [card for card in teams.cards if "메일이 나가지 않습니다" in str(card)]
    assert facts_of(card) == {"메일 서버의 답": "554 5.7.0", "기다리는 메일": "8"}
    assert client.get("/health/detailed").json()["parts"]["mail"] == {"status": "resting"}
    assert "메일 서버가 받지 않아 기다리는 메일" in client_of(superuser).get("/admin/").text


def test_after_a_rest_one_mail_is_tried_and_then_all(postbox, teams):
    postbox.data_answers += [QUOTA] * (mail_breaker.failures + 1)
    mails(8)
    try_all()
    cache.delete(mail_breaker.key("open"))
    Delivery.objects.update(next_at=timezone.now())
    try_all()
    # The one that tried was refused: the others rest on, and nobody is told a second time.
    assert postbox.data_answers == []
    assert postbox.mails == []
    assert Delivery.objects.filter(reason="메일 서버를 잠시 쉬게 함").count() == 7
    assert ProcrastinateJob.objects.filter(task_name="notifications.send_card").count() == 1
    cache.delete(mail_breaker.key("open"))
    Delivery.objects.update(next_at=timezone.now())
    try_all()
    assert len(postbox.mails) == 8
    assert not mail_breaker.is_tripped()


def test_recipients_who_cannot_be_reached_do_not_stop_the_others(postbox):
    postbox.rcpt_answers += ["550 5.1.1 no such user", FULL] * mail_breaker.failures
    mails(2 * mail_breaker.failures + 1)
    try_all()
    assert len(postbox.mails) == 1
    assert not mail_breaker.is_tripped()


def test_a_silent_server_is_asked_no_more_and_no_address_is_opened(citizen, settings):
    with socket.create_server(("127.0.0.1", 0)) as silent:
        lead_to(settings, *silent.getsockname())
        mails(mail_breaker.failures)
        try_all()
        looks = EmailAccess.objects.count()
        queue_member_mail(citizen, template="welcome", context={})
        try_all()
    row = Delivery.objects.get(member=citizen)
    assert (row.state, row.attempts, EmailAccess.objects.count()) == (State.QUEUED, 0, looks)


def test_a_code_does_not_rest_longer_than_it_lives(settings):
    with socket.create_server(("127.0.0.1", 0)) as silent:
        lead_to(settings, *silent.getsockname())
        mails(mail_breaker.failures)
        try_all()
    queue_mail(to="who@example.com", template="signup_code", context={"code": "123456"})
    code = Delivery.objects.get(kind="signup_code")
    Delivery.objects.filter(pk=code.pk).update(queued_at=timezone.now() - timedelta(minutes=9, seconds=30))
    assert attempt(code.key) is None
    code.refresh_from_db()
    assert (code.state, code.sealed) == (State.FAILED, "")


def test_codes_go_first_also_when_they_are_tried_again(citizen, postbox):
    queue_member_mail(citizen, template="welcome", context={})
    queue_mail(to="who@example.com", template="signup_code", context={"code": "123456"})
    jobs = ProcrastinateJob.objects.filter(task_name=send_delivery.name)
    codes = str(Delivery.objects.get(kind="signup_code").key)
    assert [job.args["key"] == codes for job in jobs.order_by("-priority", "pk")] == [True, False]
    postbox.rcpt_answers.append("451 4.3.0 later")
    send_delivery(codes)
    again = jobs.exclude(queueing_lock=None).get()
    assert again.priority > 0
