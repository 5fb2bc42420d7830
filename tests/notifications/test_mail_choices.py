"""Which mails members choose: at once, once a day, never; and one click that ends them."""

import re
from datetime import UTC, datetime

import pytest
import time_machine
from django.core.signing import dumps
from django.utils import timezone

from accounts.services import queue_member_mail
from dev.mail_previews import values
from notifications.jobs import send_digests
from notifications.models import Notification, NotificationPreference
from notifications.models.delivery import Delivery, Suppression
from notifications.models.mail_kinds import MAIL_OF_KIND, MAIL_WORDS, OPTIONAL
from notifications.services.bounces import unsubscribe
from notifications.services.links import UNSUBSCRIBE
from tests import factories
from tests.notifications.mails import commented, make_mails, try_all

pytestmark = pytest.mark.django_db
Choice = NotificationPreference.Mail


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


def mails_but(*left_out):
    return [mail for mail in MAIL_OF_KIND.values() if mail not in left_out]


def test_the_settings_say_that_mail_came_back_and_store_the_choice(client_of, citizen):
    client, address = client_of(citizen), "/me/notification-settings/"
    assert "반송되어" not in client.get(address).text
    client.post(address, {"COMMENT": "on", "mail": "DAILY", "mail_on": mails_but("answer")})
    chosen = NotificationPreference.objects.of(citizen)
    assert (chosen.mail, chosen.mail_muted) == ("DAILY", ["answer"])
    Suppression.objects.create(mark=bytes(citizen.email_index), reason="BOUNCED")
    assert "반송되어" in client.get(address).text


def test_unsubscribing_from_the_mail_of_the_day_ends_it(citizen):
    NotificationPreference(member=citizen, mail=Choice.DAILY).save()
    unsubscribe(citizen.public_id, "digest", b"")
    assert NotificationPreference.objects.of(citizen).mail == Choice.OFF
